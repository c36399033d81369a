import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import fc from 'fast-check';
import type { RoomChanges } from '../../protocol/frames.ts';
import { RoomBroadcast } from './room-broadcast.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import type { Codec } from '../transport/codecs.ts';
import { toto } from '../test-support/store-spec.ts';
import { FakeSubscriber } from '../test-support/fake-subscriber.ts';
import { within } from '../test-support/waits.ts';

const allToHear = 'all to hear';

test('a few are told at once, before anything else happens', () => {
  const { audience, heard } = crowd(2);
  void audience.tell(change(1));
  assert.deepEqual(heard, ['0: 1', '1: 1']);
});

test('news goes round many a part at a time, and what comes meanwhile joins it', async () => {
  const { audience, heard, trace } = crowd(5);
  void trace('told 1', audience.tell(change(1)));
  assert.deepEqual(heard, ['0: 1', '1: 1']);
  await trace('told 2', audience.tell(change(2)));
  assert.deepEqual(heard.slice(2), [
    '2: 1 2',
    '3: 1 2',
    '4: 1 2',
    '0: 2',
    'told 1',
    '1: 2',
    'told 2',
  ]);
});

test('a message that changes again before somebody hears of it is told once, as it is', async () => {
  const { audience, heard } = crowd(4);
  void audience.tell(change(1));
  void audience.tell(change(2));
  await within(audience.tell(change(3, 1)), allToHear);
  assert.deepEqual(heard, ['0: 1', '1: 1', '2: 2 3', '3: 2 3', '0: 2 3', '1: 2 3']);
});

test('what many are told alike is said once', () => {
  const said: number[] = [];
  const counted: Codec = { ...numbers, changes: ({ rev }) => Buffer.from(`${said.push(rev)}`) };
  const audience = new RoomBroadcast(counted, () => {});
  for (let who = 0; who < 4; who++) audience.add(new FakeSubscriber(counted, () => {}), 0);
  void audience.tell(change(1));
  void audience.tell(change(2));
  assert.deepEqual(said, [1, 2]);
});

test('who goes away while news goes round is not waited for', async () => {
  const { audience, heard, trace, ends } = crowd(4);
  const told = trace('told 1', audience.tell(change(1)));
  audience.delete(ends[2]!);
  audience.delete(ends[3]!);
  await told;
  assert.deepEqual(heard, ['0: 1', '1: 1', 'told 1']);
});

test('who leaves the room has heard what was said before', async () => {
  const { audience, heard, ends } = crowd(4);
  void audience.tell(change(1));
  audience.leave(ends[3]!);
  const told = audience.tell(change(2));
  assert.deepEqual(heard, ['0: 1', '1: 1', '3: 1']);
  await within(told, allToHear);
  assert.deepEqual(heard.slice(3), ['2: 1 2', '0: 2', '1: 2']);
});

test('who comes while news goes round hears what comes after', async () => {
  const { audience, heard, add } = crowd(3);
  void audience.tell(change(1));
  add(1);
  await within(audience.tell(change(2)), allToHear);
  assert.deepEqual(heard, ['0: 1', '1: 1', '2: 1 2', '3: 2', '0: 2', '1: 2']);
});

test('who does not keep up is handed over where it stands, and the others go on', async () => {
  const { audience, heard, trace, ends } = crowd(4);
  await within(audience.tell(change(1)), allToHear);
  heard.length = 0;
  ends[2]!.unsentBytes = lagsAbove + 1;
  await trace('told 2', audience.tell(change(2)));
  assert.deepEqual(heard, ['0: 2', '1: 2', '2 lags at 1', '3: 2', 'told 2']);
});

test('who came before anything was known of the room lags where the first news begins', async () => {
  const { audience, heard, ends } = crowd(1);
  ends[0]!.unsentBytes = lagsAbove + 1;
  await within(audience.tell(change(101)), allToHear);
  assert.deepEqual(heard, ['0 lags at 100']);
});

test('a bug on the way is told to one who waits, and who comes back hears what comes', async () => {
  const { audience, heard, trace, ends, add } = crowd(3);
  ends[2]!.sink.write = () => assert.fail('a bug');
  void trace('told 1', audience.tell(change(1)));
  await trace('told 2', audience.tell(change(2)));
  assert.deepEqual(heard, ['0: 1', '1: 1', 'told 1: a bug', 'told 2']);
  for (const end of ends) audience.delete(end);
  add(2);
  await within(audience.tell(change(3)), allToHear);
  assert.deepEqual(heard.slice(4), ['3: 3']);
});

const step = fc.oneof(
  fc.constant({ is: 'tell' as const }),
  fc.constant({ is: 'turn' as const }),
  fc.constant({ is: 'come' as const }),
  fc.record({ is: fc.constantFrom('delete', 'leave', 'clog', 'free'), who: fc.nat(6) }),
);

test('whatever overlaps, each hears everything once from when it comes until it goes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
      const { audience, ends, add, numbersOf, came, lagged } = crowd(4);
      const waited: Promise<void>[] = [];
      const gone = new Map<number, number>();
      let rev = 0;
      for (const each of steps) {
        if (each.is === 'tell') waited.push(audience.tell(change(++rev)));
        else if (each.is === 'turn') await turn();
        else if (each.is === 'come') add(rev);
        else if ('who' in each && each.who < ends.length) {
          const { is, who } = each;
          const end = ends[who]!;
          const stands = audience.revisionOf(end);
          if (is === 'clog') end.unsentBytes = lagsAbove + 1;
          else if (is === 'free') end.unsentBytes = 0;
          else if (stands !== undefined) {
            audience[is as 'delete' | 'leave'](end);
            if (!lagged.has(who)) gone.set(who, is === 'leave' ? rev : stands);
          }
        }
      }
      await within(Promise.all(waited), allToHear);
      for (const who of ends.keys()) {
        const until = gone.get(who) ?? lagged.get(who) ?? rev;
        const all = Array.from({ length: until - came[who]! }, (_, at) => came[who]! + at + 1);
        assert.deepEqual(numbersOf(who), all);
      }
    }),
    { numRuns: 1_000 },
  );
});

/** People who are told two at a time, with a codec of numbers. */
function crowd(count: number) {
  const heard: string[] = [];
  const ends: FakeSubscriber[] = [];
  const came: number[] = [];
  const lagged = new Map<number, number>();
  const lag = (end: unknown, rev: number) => {
    const who = ends.indexOf(end as FakeSubscriber);
    lagged.set(who, rev);
    heard.push(`${who} lags at ${rev}`);
  };
  const audience = new RoomBroadcast(numbers, lag, 2);
  const add = (rev: number) => {
    const who = came.push(rev) - 1;
    const end = new FakeSubscriber(numbers, (bytes) => heard.push(`${who}:${bytes.toString()}`));
    ends.push(end);
    audience.add(end, rev);
  };
  for (let who = 0; who < count; who++) add(0);
  const trace = (words: string, done: Promise<void>): Promise<unknown> =>
    within(
      done.then(
        () => heard.push(words),
        (error: Error) => heard.push(`${words}: ${error.message}`),
      ),
      allToHear,
    );
  const numbersOf = (who: number) =>
    heard
      .filter((line) => line.startsWith(`${who}:`))
      .flatMap((line) => line.split(' ').slice(1).map(Number));
  return { audience, heard, ends, came, lagged, add, trace, numbersOf };
}

const numbers: Codec = {
  name: 'text',
  changes: ({ messages }) => Buffer.from(messages.map(({ rev }) => ` ${rev}`).join('')),
};

function change(rev: number, seq = rev): RoomChanges {
  const message = { id: `m${seq}`, seq, rev, at: 0, author: toto, kind: 'deleted' } as const;
  return { type: 'changes', room: 'general', from: rev - 1, rev, messages: [message] };
}
