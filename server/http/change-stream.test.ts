import assert from 'node:assert/strict';
import { ServerResponse, IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { Hub } from '../realtime/hub.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import { streamRoom } from './change-stream.ts';
import { openAccess } from '../test-support/doubles/fake-subscriber.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { toto } from '../test-support/doubles/store-spec.ts';

test('stops reading the store while the client does not read', async () => {
  const { response, read, stream } = await clogged(100_000);
  while (response.writableLength <= lagsAbove) await turn();
  await turn();
  assert.deepEqual(read, [1, 2, 3]);
  response.destroy();
  await stream;
});

test('disconnects a client that reads nothing between two heartbeats', async () => {
  const { clock, response, stream } = await clogged(100);
  clock.pass(25_000);
  assert.equal(response.destroyed, false);
  clock.pass(25_000);
  assert.equal(response.destroyed, true);
  await stream;
  clock.pass(60_000);
});

test('streams of one room share one read, then get live changes', async () => {
  const { hub, clock, read } = await clogged(100);
  while (read.length < 3) await turn();
  const { signal } = new AbortController();
  const others = Array.from({ length: 3 }, () => unconnectedResponse());
  for (const other of others) {
    void streamRoom(hub, { person: toto, room: 'general', after: 3, signal }, other, clock);
  }
  await turn();
  const lengths = others.map(({ writableLength }) => writableLength);
  await hub.publish({ type: 'changes', room: 'general', from: 4, rev: 5, messages: [] });
  assert.deepEqual(read, [1, 2, 3]);
  for (const [index, { writableLength }] of others.entries()) {
    assert.ok(writableLength > lengths[index]!);
  }
});

test('a closed stream gets nothing more', async () => {
  const { hub, response, stream } = await clogged(100);
  response.destroy();
  await stream;
  const before = response.writableLength;
  await hub.publish({ type: 'changes', room: 'general', from: 4, rev: 5, messages: [] });
  assert.equal(response.writableLength, before);
});

/**
 * Streams a room with three changes, of `length` characters each, to a response without a
 * connection, which never drains.
 */
async function clogged(length: number) {
  const [clock, controller] = [new ManualClock(), new AbortController()];
  const response = unconnectedResponse();
  const destroy = response.destroy.bind(response);
  response.destroy = () => {
    controller.abort();
    return destroy();
  };
  const read: number[] = [];
  const hub = new Hub(
    async (_room, after) => {
      read.push(after);
      const message = { ...posted, id: `m${after + 1}`, seq: after + 1, rev: after + 1 };
      const changes = { type: 'changes', room: 'general', from: after, rev: after + 1 } as const;
      const messages = [{ ...message, text: 'x'.repeat(length) }];
      return { changes: { ...changes, messages }, bytes: length, head: length > 1_000 ? 99 : 4 };
    },
    openAccess,
    clock,
    (error) => assert.fail(String(error)),
  );
  const streamed = { person: toto, room: 'general', after: 1, signal: controller.signal };
  const stream = streamRoom(hub, streamed, response, clock);
  await turn();
  return { hub, clock, response, stream, read };
}

function unconnectedResponse(): ServerResponse {
  return new ServerResponse(new IncomingMessage(new Socket()));
}

const posted = { at: 0, author: { id: 'p', name: 'P' }, kind: 'text' } as const;
