import assert from 'node:assert/strict';
import { ServerResponse, IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { Hub } from '../realtime/hub.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import { streamRoom } from './change-stream.ts';
import { ManualClock } from '../test-support/manual-clock.ts';

test('no more is read than is taken, up to a bound', async () => {
  const { response, read, stream } = await clogged(100_000);
  while (response.writableLength <= lagsAbove) await turn();
  await turn();
  assert.deepEqual(read, [1, 2, 3]);
  response.destroy();
  await stream;
});

test('whoever takes nothing from one beat to the next is taken for dead', async () => {
  const { clock, response, stream } = await clogged(100);
  clock.pass(25_000);
  assert.equal(response.destroyed, false);
  clock.pass(25_000);
  assert.equal(response.destroyed, true);
  await stream;
  clock.pass(60_000);
});

test('streams of one room are fed from one reading, and then from what is announced', async () => {
  const { hub, clock, read } = await clogged(100);
  while (read.length < 3) await turn();
  const { signal } = new AbortController();
  const others = Array.from({ length: 3 }, () => onNoLine());
  for (const other of others) {
    void streamRoom(hub, { room: 'general', after: 3, signal }, other, clock);
  }
  await turn();
  const heard = others.map(({ writableLength }) => writableLength);
  await hub.publish({ type: 'changes', room: 'general', from: 4, rev: 5, messages: [] });
  assert.deepEqual(read, [1, 2, 3]);
  for (const [index, { writableLength }] of others.entries()) {
    assert.ok(writableLength > heard[index]!);
  }
});

test('a stream that is over follows nothing any more', async () => {
  const { hub, response, stream } = await clogged(100);
  response.destroy();
  await stream;
  const before = response.writableLength;
  await hub.publish({ type: 'changes', room: 'general', from: 4, rev: 5, messages: [] });
  assert.equal(response.writableLength, before);
});

/**
 * A response that is on no line, so that nothing of it is ever taken, of a room with three changes
 * of so many characters.
 */
async function clogged(length: number) {
  const [clock, controller] = [new ManualClock(), new AbortController()];
  const response = onNoLine();
  const destroy = response.destroy.bind(response);
  response.destroy = () => {
    controller.abort();
    return destroy();
  };
  const read: number[] = [];
  const hub = new Hub(
    async (_room, after) => {
      read.push(after);
      const message = { ...said, id: `m${after + 1}`, seq: after + 1, rev: after + 1 };
      const changes = { type: 'changes', room: 'general', from: after, rev: after + 1 } as const;
      const messages = [{ ...message, text: 'x'.repeat(length) }];
      return { changes: { ...changes, messages }, bytes: length, head: length > 1_000 ? 99 : 4 };
    },
    clock,
    (error) => assert.fail(String(error)),
  );
  const streamed = { room: 'general', after: 1, signal: controller.signal };
  const stream = streamRoom(hub, streamed, response, clock);
  await turn();
  return { hub, clock, response, stream, read };
}

function onNoLine(): ServerResponse {
  return new ServerResponse(new IncomingMessage(new Socket()));
}

const said = { at: 0, author: { id: 'p', name: 'P' }, kind: 'text' } as const;
