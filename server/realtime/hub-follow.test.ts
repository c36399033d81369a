import assert from 'node:assert/strict';
import test from 'node:test';
import { Hub } from './hub.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import { ManualClock } from '../test-support/manual-clock.ts';
import { FakeSubscriber } from '../test-support/fake-subscriber.ts';
import { changes, words, world } from '../test-support/test-hub.ts';
import { countTurns, seemingTime } from '../test-support/event-loop-turns.ts';

test('who follows is brought to the present step by step, and then hears what comes', async () => {
  const { hub, end, trace, read } = world();
  const arrived = hub.follow(end, [['general', 1]]).then(() => trace.push('arrived'));
  await read('general', 1, 3, 5);
  await read('general', 3, 5, 5);
  await arrived;
  await hub.publish(changes('general', 5, 6));
  assert.deepEqual(trace, ['general 1-3', 'general 3-5', 'arrived', 'general 5-6']);
  assert.deepEqual(hub.revisionsOf(end), { general: 6 });
});

test('who stands at the present hears nothing; who holds nothing hears the end of the room', async () => {
  const { hub, end, trace, read } = world();
  void hub.follow(end, [['general', 5]]);
  await read('general', 5, 5, 5);
  void hub.follow(end, [['tea', 0]]);
  await read('tea', 0, 0, 0, true);
  assert.deepEqual(trace, ['tea 0-0']);
  assert.deepEqual(hub.revisionsOf(end), { general: 5, tea: 0 });
});

test('who catches up hears nothing live, and is at no revision, until it has arrived', async () => {
  const { hub, end, trace, read } = world();
  void hub.follow(end, [['general', 5]]);
  await read('general', 5, 5, 5);
  void hub.follow(end, [['general', 1]]);
  await hub.publish(changes('general', 5, 6));
  assert.deepEqual([trace, hub.revisionsOf(end)], [[], {}]);
  await read('general', 1, 5, 5);
  await hub.publish(changes('general', 6, 7));
  assert.deepEqual([trace, hub.revisionsOf(end)], [['general 1-5'], {}]);
  await read('general', 5, 7, 7);
  await hub.publish(changes('general', 7, 8));
  assert.deepEqual(trace, ['general 1-5', 'general 5-7', 'general 7-8']);
});

test('a room that is asked for again on the way begins at what was asked last', async () => {
  const { hub, end, trace, read } = world();
  const both = [hub.follow(end, [['general', 4]]), hub.follow(end, [['general', 2]])];
  await read('general', 4, 5, 5);
  await read('general', 2, 5, 5);
  await Promise.all(both);
  assert.deepEqual(trace, ['general 2-5']);
});

test('however often rooms are asked for on the way, each is read once', async () => {
  const { hub, end, trace, read, asked } = world();
  const rooms = [
    ['general', 1],
    ['tea', 2],
  ] as const;
  const all = Array.from({ length: 100 }, () => hub.follow(end, rooms));
  await read('general', 1, 3, 3);
  await read('tea', 2, 3, 3);
  await Promise.all(all);
  assert.deepEqual(
    [trace, asked],
    [
      ['general 1-3', 'tea 2-3'],
      ['general 1', 'tea 2'],
    ],
  );
});

test('who asks again having arrived is brought to the present again', async () => {
  const { hub, end, trace, read } = world();
  const first = hub.follow(end, [['general', 1]]);
  const second = first.then(() => hub.follow(end, [['tea', 1]]));
  await read('general', 1, 3, 3);
  await read('tea', 1, 2, 2);
  await second;
  assert.deepEqual(trace, ['general 1-3', 'tea 1-2']);
});

test('256 KB are brought in one turn, and what is asked for counts as well', async () => {
  const turns = async (bytes: number, rooms: number): Promise<number> => {
    const [count, over] = [{ turns: 0 }, new AbortController()];
    const hub = new Hub(
      async (room, after) => ({ changes: changes(room, after, after), bytes, head: after }),
      new ManualClock(),
      (error) => assert.fail(String(error)),
    );
    const asked = Array.from({ length: rooms }, (_, number) => [`room-${number}`, 1] as const);
    const counting = countTurns(count, over.signal);
    await hub.follow(new FakeSubscriber(words, () => {}), asked);
    over.abort();
    await counting;
    return count.turns;
  };
  const inOne = await turns(0, 1);
  assert.equal(await turns(0, 25), inOne);
  assert.equal(await turns(0, 26), inOne + 1);
  assert.equal(await turns(0, 51), inOne + 1);
  assert.equal(await turns(0, 52), inOne + 2);
  assert.equal(await turns(118 * 1024, 2), inOne + 1);
  assert.equal(await turns(117 * 1024, 2), inOne);
});

test('a room that is not is passed over', async () => {
  const { hub, end, trace, read, readNothing } = world();
  const arrived = hub.follow(end, [
    ['nowhere', 1],
    ['general', 1],
  ]);
  await readNothing('nowhere', 1);
  await read('general', 1, 2, 2);
  await arrived;
  assert.deepEqual(trace, ['general 1-2']);
});

test('who does not read gets no further step, and all of it when reading again', async () => {
  const { hub, end, trace, read, asked } = world();
  const arrived = hub.follow(end, [['general', 1]]).then(() => trace.push('held back'));
  end.unsentBytes = lagsAbove + 1;
  await read('general', 1, 3, 5);
  await arrived;
  await hub.publish(changes('general', 5, 6));
  assert.deepEqual([trace, asked], [['general 1-3', 'held back'], ['general 1']]);
  end.drain();
  await read('general', 3, 6, 6);
  await hub.publish(changes('general', 6, 7));
  assert.deepEqual(trace.slice(2), ['general 3-6', 'general 6-7']);
});

test('for whom no more waits than the bound is brought on', async () => {
  const { hub, end, trace, read } = world();
  end.unsentBytes = lagsAbove;
  void hub.follow(end, [['general', 1]]);
  await read('general', 1, 3, 3);
  assert.deepEqual(trace, ['general 1-3']);
});

test('an old reading serves nobody who knows of a later revision', { timeout: 5_000 }, async () => {
  const { hub, end, trace, read } = world();
  const other = new FakeSubscriber(words, () => {});
  void hub.follow(other, [['general', 5]]);
  await read('general', 5, 5, 5);
  void hub.follow(other, [['general', 4]]);
  await read('general', 4, 6, 6);
  void hub.follow(end, [['general', 5]]);
  await read('general', 5, 6, 6);
  assert.deepEqual(trace, ['general 5-6']);
});

test('a thousand rooms are followed in turns that leave time for others', async (t) => {
  const takes = seemingTime(t);
  const clock = new ManualClock();
  const hub = new Hub(
    async (room, after) => {
      takes(0.2);
      return { changes: changes(room, after, after), bytes: 0, head: after };
    },
    clock,
    (error) => assert.fail(String(error)),
  );
  const rooms = Array.from({ length: 1_000 }, (_, number) => [`room-${number}`, 1] as const);
  const [count, over] = [{ turns: 0 }, new AbortController()];
  const counting = countTurns(count, over.signal);
  await hub.follow(new FakeSubscriber(words, () => {}), rooms);
  over.abort();
  await counting;
  assert.ok(count.turns > 20, `${count.turns} turns`);
});
