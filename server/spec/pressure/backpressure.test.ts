import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { Frame, RoomChanges } from '../../../protocol/frames.ts';
import { limits } from '../../../protocol/limits.ts';
import { lagsAbove, cutAbove } from '../../transport/watermarks.ts';
import { post, type JsonClient } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';
import { until } from '../../test-support/waits.ts';

const long = '🦊'.repeat(4_000);

test('a client that stops reading gets a bounded backlog, and everything in order when it reads again', async (t) => {
  const { server, writer, reader, slow } = await busyRoom(t);
  slow.socket.pause();
  const count = await writeUntilHeldBack(server, writer);
  await sayMany(writer, range(count + 1, count + 100), long);
  assert.ok((await waiting(server)) < cutAbove);
  assert.deepEqual(seqsOf(await reader.rest()), range(1, count + 100));
  slow.socket.resume();
  await slow.until(() => seqsOf(slow.received).includes(count + 100), 'the last message');
  assertSteps(slow.received, 0);
  assert.deepEqual(seqsOf(await slow.rest()), range(1, count + 100));
  await writer.ask(post('live-again'));
  assert.deepEqual(seqsOf(await slow.rest()), [count + 101]);
});

test('a lagging client that reads nothing for ten seconds is closed, others are not', async (t) => {
  const { server, writer, reader, slow } = await busyRoom(t);
  slow.socket.pause();
  await writeUntilHeldBack(server, writer);
  await writer.ask(post('one-more'));
  server.clock.pass(9_999);
  assert.equal(await server.gauge('causette_connections{codec="json"}'), 3);
  server.clock.pass(1);
  slow.socket.resume();
  assert.equal((await slow.closed)[0], 1006);
  await reader.rest();
  await writer.ask(post('still-here'));
  assert.equal(seqsOf(await reader.rest()).length, 1);
});

test('1,000 missed messages come in chunks that continue each other', async (t) => {
  const server = await startServer(t);
  const [writer, back] = [await server.join('Toto'), await server.join('Ada')];
  await writer.ask(post('message-0'));
  await sayMany(writer, range(1, 1_000));
  const frames = await back.follow('general', 1);
  assert.equal(frames.length, 20);
  assertSteps(frames, 1);
  assert.deepEqual(seqsOf(frames), range(2, 1_001));
});

test('one more missed message causes a reset', async (t) => {
  const server = await startServer(t);
  const [writer, back] = [await server.join('Toto'), await server.join('Ada')];
  await writer.ask(post('message-0'));
  await sayMany(writer, range(1, 1_001));
  const [frame, ...others] = (await back.follow('general', 1)) as RoomChanges[];
  assert.deepEqual([others, frame?.reset, frame?.floor], [[], true, 952]);
});

test('rooms full of long messages can be followed at once by a slow reader', async (t) => {
  const server = await startServer(t);
  const [writer, slow] = [await server.join('Toto'), await server.join('Ada')];
  const rooms = range(1, 2 * limits.roomsPerDay).map((number) => `room-${number}`);
  for (const [at, room] of rooms.entries()) {
    const maker = at < limits.roomsPerDay ? writer : slow;
    await maker.ask({ type: 'room.create', id: `create-${room}`, name: room });
    await sayMany(writer, range(1, 17), long, room);
  }
  await slow.rest();
  slow.socket.pause();
  slow.send({ type: 'follow', rooms: Object.fromEntries(rooms.map((room) => [room, 0])) });
  await server.untilGauge('causette_unsent_bytes', (bytes) => bytes > lagsAbove);
  slow.socket.resume();
  await slow.until(() => slow.received.length === rooms.length, 'every room');
  const received = (await slow.rest()) as RoomChanges[];
  assert.deepEqual(new Set(received.map(({ room }) => room)), new Set(rooms));
});

test('messages posted during a sync are neither lost nor out of order', async (t) => {
  const { server, writer } = await busyRoom(t);
  const count = 600;
  await sayMany(writer, range(1, count), long);
  const slow = await server.join('Eve');
  slow.socket.pause();
  slow.send({ type: 'follow', rooms: { general: 1 } });
  await server.untilGauge('causette_unsent_bytes', (bytes) => bytes > lagsAbove);
  await sayMany(writer, range(count + 1, count + 50));
  slow.socket.resume();
  await slow.until(() => seqsOf(slow.received).length > 100, 'some');
  await sayMany(writer, range(count + 51, count + 60));
  await slow.until(() => seqsOf(slow.received).includes(count + 60), 'all');
  assertSteps(slow.received, 1);
  assert.deepEqual(seqsOf(slow.received), range(2, count + 60));
});

test('an echo connection that is not read is closed', async (t) => {
  const server = await startServer(t);
  const client = await server.plain('/echo');
  client.socket.pause();
  const text = 'x'.repeat(60_000);
  await until(() => {
    if (client.socket.bufferedAmount < cutAbove) client.sendText(text);
    return client.socket.readyState === WebSocket.CLOSED;
  }, 'the end of the connection');
});

interface Busy {
  server: TestServer;
  writer: JsonClient;
  reader: JsonClient;
  slow: JsonClient;
}

/** A room with one author and two followers. */
async function busyRoom(t: TestContext): Promise<Busy> {
  const server = await startServer(t);
  const [reader, slow] = [await server.join('Ada'), await server.join('Slow')];
  for (const follower of [reader, slow]) await follower.follow();
  return { server, writer: await server.join('Toto'), reader, slow };
}

/** Posts until the server holds messages back for a slow client. Returns the messages. */
async function writeUntilHeldBack(server: TestServer, writer: JsonClient): Promise<number> {
  let count = 0;
  while ((await waiting(server)) <= lagsAbove) {
    await sayMany(writer, range(count + 1, count + 10), long);
    count += 10;
  }
  return count;
}

async function sayMany(
  writer: JsonClient,
  numbers: number[],
  text = 'coucou',
  room = 'general',
): Promise<void> {
  const ids = numbers.map((number) => `${room}-message-${number}`);
  writer.send(...ids.map((id) => post(id, text, room)));
  await writer.next(ids.length);
}

function waiting(server: TestServer): Promise<number> {
  return server.gauge('causette_unsent_bytes');
}

/** Asserts that each frame continues the state after the frames before it. */
function assertSteps(frames: readonly Frame[], start: number): void {
  let rev = start;
  for (const frame of frames as RoomChanges[]) {
    assert.ok(frame.from <= rev && frame.rev > rev, `${rev}: ${frame.from} ${frame.rev}`);
    rev = frame.rev;
  }
}

function seqsOf(frames: readonly Frame[]): number[] {
  return frames.flatMap((frame) =>
    frame.type === 'changes' ? frame.messages.map(({ seq }) => seq) : [],
  );
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
