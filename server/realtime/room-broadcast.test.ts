import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import fc from 'fast-check';
import type { RoomChanges } from '../../protocol/frames.ts';
import { RoomBroadcast } from './room-broadcast.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import type { Codec } from '../transport/codecs.ts';
import { toto } from '../test-support/doubles/store-spec.ts';
import { FakeSubscriber } from '../test-support/doubles/fake-subscriber.ts';
import { within } from '../test-support/waits.ts';

const allSent = 'all to be sent';

test('a small room is served in the same turn', () => {
  const { broadcast, received } = broadcastTo(2);
  void broadcast.publish(change(1));
  assert.deepEqual(received, ['0: 1', '1: 1']);
});

test('a large room is served in batches, and later changes are merged in', async () => {
  const { broadcast, received, trace } = broadcastTo(5);
  void trace('sent 1', broadcast.publish(change(1)));
  assert.deepEqual(received, ['0: 1', '1: 1']);
  await trace('sent 2', broadcast.publish(change(2)));
  assert.deepEqual(received.slice(2), [
    '2: 1 2',
    '3: 1 2',
    '4: 1 2',
    '0: 2',
    'sent 1',
    '1: 2',
    'sent 2',
  ]);
});

test('a message that changes again before it is sent is sent once, in its latest state', async () => {
  const { broadcast, received } = broadcastTo(4);
  void broadcast.publish(change(1));
  void broadcast.publish(change(2));
  await within(broadcast.publish(change(3, 1)), allSent);
  assert.deepEqual(received, ['0: 1', '1: 1', '2: 2 3', '3: 2 3', '0: 2 3', '1: 2 3']);
});

test('equal frames are encoded once', () => {
  const encoded: number[] = [];
  const counted: Codec = { ...numbers, changes: ({ rev }) => Buffer.from(`${encoded.push(rev)}`) };
  const broadcast = new RoomBroadcast(counted, () => {});
  for (let who = 0; who < 4; who++) broadcast.add(new FakeSubscriber(counted, () => {}), 0);
  void broadcast.publish(change(1));
  void broadcast.publish(change(2));
  assert.deepEqual(encoded, [1, 2]);
});

test('publishing does not wait for a removed subscriber', async () => {
  const { broadcast, received, trace, ends } = broadcastTo(4);
  const sent = trace('sent 1', broadcast.publish(change(1)));
  broadcast.delete(ends[2]!);
  broadcast.delete(ends[3]!);
  await sent;
  assert.deepEqual(received, ['0: 1', '1: 1', 'sent 1']);
});

test('a subscriber that leaves is first sent the pending changes', async () => {
  const { broadcast, received, ends } = broadcastTo(4);
  void broadcast.publish(change(1));
  broadcast.leave(ends[3]!);
  const sent = broadcast.publish(change(2));
  assert.deepEqual(received, ['0: 1', '1: 1', '3: 1']);
  await within(sent, allSent);
  assert.deepEqual(received.slice(3), ['2: 1 2', '0: 2', '1: 2']);
});

test('a subscriber added during a round gets only later changes', async () => {
  const { broadcast, received, add } = broadcastTo(3);
  void broadcast.publish(change(1));
  add(1);
  await within(broadcast.publish(change(2)), allSent);
  assert.deepEqual(received, ['0: 1', '1: 1', '2: 1 2', '3: 2', '0: 2', '1: 2']);
});

test('a slow subscriber is handed over at its revision, the others go on', async () => {
  const { broadcast, received, trace, ends } = broadcastTo(4);
  await within(broadcast.publish(change(1)), allSent);
  received.length = 0;
  ends[2]!.unsentBytes = lagsAbove + 1;
  await trace('sent 2', broadcast.publish(change(2)));
  assert.deepEqual(received, ['0: 2', '1: 2', '2 lags at 1', '3: 2', 'sent 2']);
});

test('a subscriber added before the revision was known lags at the start of the first changes', async () => {
  const { broadcast, received, ends } = broadcastTo(1);
  ends[0]!.unsentBytes = lagsAbove + 1;
  await within(broadcast.publish(change(101)), allSent);
  assert.deepEqual(received, ['0 lags at 100']);
});

test('an internal error rejects one publish, and later subscribers work', async () => {
  const { broadcast, received, trace, ends, add } = broadcastTo(3);
  ends[2]!.sink.write = () => assert.fail('a bug');
  void trace('sent 1', broadcast.publish(change(1)));
  await trace('sent 2', broadcast.publish(change(2)));
  assert.deepEqual(received, ['0: 1', '1: 1', 'sent 1: a bug', 'sent 2']);
  for (const end of ends) broadcast.delete(end);
  add(2);
  await within(broadcast.publish(change(3)), allSent);
  assert.deepEqual(received.slice(4), ['3: 3']);
});

const step = fc.oneof(
  fc.constant({ is: 'publish' as const }),
  fc.constant({ is: 'turn' as const }),
  fc.constant({ is: 'add' as const }),
  fc.record({ is: fc.constantFrom('delete', 'leave', 'clog', 'free'), who: fc.nat(6) }),
);

test('in any interleaving, each subscriber gets every change once while it is subscribed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
      const { broadcast, ends, add, numbersOf, addedAt, lagged } = broadcastTo(4);
      const published: Promise<void>[] = [];
      const removedAt = new Map<number, number>();
      let rev = 0;
      for (const each of steps) {
        if (each.is === 'publish') published.push(broadcast.publish(change(++rev)));
        else if (each.is === 'turn') await turn();
        else if (each.is === 'add') add(rev);
        else if ('who' in each && each.who < ends.length) {
          const { is, who } = each;
          const end = ends[who]!;
          const revision = broadcast.revisionOf(end);
          if (is === 'clog') end.unsentBytes = lagsAbove + 1;
          else if (is === 'free') end.unsentBytes = 0;
          else if (revision !== undefined) {
            broadcast[is as 'delete' | 'leave'](end);
            if (!lagged.has(who)) removedAt.set(who, is === 'leave' ? rev : revision);
          }
        }
      }
      await within(Promise.all(published), allSent);
      for (const who of ends.keys()) {
        const until = removedAt.get(who) ?? lagged.get(who) ?? rev;
        const all = Array.from(
          { length: until - addedAt[who]! },
          (_, at) => addedAt[who]! + at + 1,
        );
        assert.deepEqual(numbersOf(who), all);
      }
    }),
    { numRuns: 1_000 },
  );
});

/** A broadcast with batches of two subscribers, and a codec that shows revisions. */
function broadcastTo(count: number) {
  const received: string[] = [];
  const ends: FakeSubscriber[] = [];
  const addedAt: number[] = [];
  const lagged = new Map<number, number>();
  const lag = (end: unknown, rev: number) => {
    const who = ends.indexOf(end as FakeSubscriber);
    lagged.set(who, rev);
    received.push(`${who} lags at ${rev}`);
  };
  const broadcast = new RoomBroadcast(numbers, lag, 2);
  const add = (rev: number) => {
    const who = addedAt.push(rev) - 1;
    const end = new FakeSubscriber(numbers, (bytes) => received.push(`${who}:${bytes.toString()}`));
    ends.push(end);
    broadcast.add(end, rev);
  };
  for (let who = 0; who < count; who++) add(0);
  const trace = (words: string, done: Promise<void>): Promise<unknown> =>
    within(
      done.then(
        () => received.push(words),
        (error: Error) => received.push(`${words}: ${error.message}`),
      ),
      allSent,
    );
  const numbersOf = (who: number) =>
    received
      .filter((line) => line.startsWith(`${who}:`))
      .flatMap((line) => line.split(' ').slice(1).map(Number));
  return { broadcast, received, ends, addedAt, lagged, add, trace, numbersOf };
}

const numbers: Codec = {
  name: 'text',
  changes: ({ messages }) => Buffer.from(messages.map(({ rev }) => ` ${rev}`).join('')),
};

function change(rev: number, seq = rev): RoomChanges {
  const message = { id: `m${seq}`, seq, rev, at: 0, author: toto, kind: 'deleted' } as const;
  return { type: 'changes', room: 'general', from: rev - 1, rev, messages: [message] };
}
