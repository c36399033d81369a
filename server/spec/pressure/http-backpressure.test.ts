import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { RoomChanges } from '../../../protocol/frames.ts';
import { cutAbove, lagsAbove } from '../../transport/watermarks.ts';
import { post, type JsonClient } from '../../test-support/running/test-clients.ts';
import { EventClient, EventReader, type Received } from '../../test-support/running/sse-client.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

const long = '🦊'.repeat(4_000);

test('a stream that is not read gets a bounded backlog, and everything when it is read again', async (t) => {
  const { server, writer, slow } = await busyRoom(t);
  const response = await (await slow.stream()).response;
  response.pause();
  const count = await writeUntilHeldBack(server, writer, 0);
  await postMany(writer, count, 100);
  assert.ok((await waiting(server)) < cutAbove);
  response.resume();
  await slow.until(() => seqsOf(slow.received).includes(count + 100), 'the last message');
  assertSteps(slow.received);
  assert.deepEqual(seqsOf(await slow.rest()), range(1, count + 100));
  await writer.ask(post('live-again'));
  assert.deepEqual(seqsOf(await slow.rest()), [count + 101]);
});

test('a lagging stream that reads nothing for ten seconds is closed', async (t) => {
  const { server, writer, slow } = await busyRoom(t);
  const reader = await slow.stream();
  const response = await reader.response;
  response.pause();
  await writeUntilHeldBack(server, writer, 0);
  await writer.ask(post('one-more'));
  server.clock.pass(9_999);
  assert.equal((await slow.send()).status, 204);
  server.clock.pass(1);
  assert.equal((await slow.send()).status, 404);
  response.resume();
  assert.equal(await reader.ended, false);
});

test('changes between polls are buffered up to a limit, and synced above it', async (t) => {
  const { server, writer, slow } = await busyRoom(t);
  const count = await writeUntilHeldBack(server, writer, 0);
  await postMany(writer, count, 100);
  assert.ok((await waiting(server)) < cutAbove);
  const received = [...(await slow.poll(25))];
  while (!seqsOf(received).includes(count + 100)) received.push(...(await slow.poll(25)));
  assertSteps(received);
  assert.deepEqual(seqsOf(received), range(1, count + 100));
  await writer.ask(post('live-again'));
  assert.deepEqual(seqsOf(await slow.poll(25)), [count + 101]);
});

test('a room streamed to a slow reader arrives complete and in order', async (t) => {
  const { server, writer, slow } = await busyRoom(t);
  await postMany(writer, 0, 400);
  const headers = { ...slow.headers, accept: 'text/event-stream' };
  const plain = new EventReader(server, '/api/rooms/general/changes?after=1', headers);
  const response = await plain.response;
  response.pause();
  await postMany(writer, 400, 200);
  response.resume();
  await plain.until(() => plain.received.at(-1)?.id === '600', 'the end of the room');
  const received = plain.takeAll().map(({ data }) => JSON.parse(data) as RoomChanges);
  assertSteps(received, 1);
  assert.deepEqual(seqsOf(received), range(2, 600));
  plain.request.destroy();
});

interface Busy {
  server: TestServer;
  writer: JsonClient;
  slow: EventClient;
}

/** A room with one author and one follower. */
async function busyRoom(t: TestContext): Promise<Busy> {
  const server = await startServer(t);
  const slow = await EventClient.open(server, 'Slow');
  await slow.send({ type: 'follow', id: 'f', rooms: { general: 0 } });
  const types = (await slow.poll(25)).map(({ type }) => type);
  assert.deepEqual(types, ['welcome', 'changes', 'ack']);
  return { server, writer: await server.join('Toto'), slow };
}

/** Posts until the server holds messages back. Returns the messages. */
async function writeUntilHeldBack(
  server: TestServer,
  writer: JsonClient,
  posted: number,
): Promise<number> {
  let count = posted;
  for (; (await waiting(server)) <= lagsAbove; count += 10) await postMany(writer, count, 10);
  return count;
}

async function postMany(writer: JsonClient, posted: number, count: number): Promise<void> {
  for (const number of range(posted + 1, posted + count))
    writer.send(post(`message-${number}`, long));
  await writer.next(count);
}

function waiting(server: TestServer): Promise<number> {
  return server.gauge('causette_unsent_bytes');
}

/** Asserts that each frame continues the state after the frames before it. */
function assertSteps(frames: readonly Received[], start = 0): void {
  let rev = start;
  for (const frame of frames) {
    if (frame.type !== 'changes') continue;
    assert.ok(frame.from <= rev && frame.rev > rev, `${rev}: ${frame.from} ${frame.rev}`);
    rev = frame.rev;
  }
}

function seqsOf(frames: readonly Received[]): number[] {
  return frames.flatMap((frame) =>
    frame.type === 'changes' ? frame.messages.map(({ seq }) => seq) : [],
  );
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
