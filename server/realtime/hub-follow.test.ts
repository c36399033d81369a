import assert from 'node:assert/strict';
import test from 'node:test';
import { Hub } from './hub.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { FakeSubscriber, openAccess } from '../test-support/doubles/fake-subscriber.ts';
import { changes, words, world } from '../test-support/doubles/test-hub.ts';
import { countTurns, seemingTime } from '../test-support/doubles/event-loop-turns.ts';

test('a subscriber catches up page by page, then gets live changes', async () => {
  const { hub, end, trace, read } = world();
  const caughtUp = hub.follow(end, [['general', 1]]).then(() => trace.push('caught up'));
  await read('general', 1, 3, 5);
  await read('general', 3, 5, 5);
  await caughtUp;
  await hub.publish(changes('general', 5, 6));
  assert.deepEqual(trace, ['general 1-3', 'general 3-5', 'caught up', 'general 5-6']);
  assert.deepEqual(hub.revisionsOf(end), { general: 6 });
});

test('nothing is sent at the latest revision; the newest page is sent from revision 0', async () => {
  const { hub, end, trace, read } = world();
  void hub.follow(end, [['general', 5]]);
  await read('general', 5, 5, 5);
  void hub.follow(end, [['tea', 0]]);
  await read('tea', 0, 0, 0, true);
  assert.deepEqual(trace, ['tea 0-0']);
  assert.deepEqual(hub.revisionsOf(end), { general: 5, tea: 0 });
});

test('a subscriber gets no live changes and has no revision while it catches up', async () => {
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

test('following a room again during the catch-up restarts it at the last revision given', async () => {
  const { hub, end, trace, read } = world();
  const both = [hub.follow(end, [['general', 4]]), hub.follow(end, [['general', 2]])];
  await read('general', 4, 5, 5);
  await read('general', 2, 5, 5);
  await Promise.all(both);
  assert.deepEqual(trace, ['general 2-5']);
});

test('repeated requests during the catch-up read each room once', async () => {
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

test('a second request after the catch-up starts another one', async () => {
  const { hub, end, trace, read } = world();
  const first = hub.follow(end, [['general', 1]]);
  const second = first.then(() => hub.follow(end, [['tea', 1]]));
  await read('general', 1, 3, 3);
  await read('tea', 1, 2, 2);
  await second;
  assert.deepEqual(trace, ['general 1-3', 'tea 1-2']);
});

test('a turn of the event loop sends 256 KB, and each read has a fixed cost', async () => {
  const turns = async (bytes: number, roomCount: number): Promise<number> => {
    const [count, over] = [{ turns: 0 }, new AbortController()];
    const hub = new Hub(
      async (room, after) => ({ changes: changes(room, after, after), bytes, head: after }),
      openAccess,
      new ManualClock(),
      (error) => assert.fail(String(error)),
    );
    const rooms = Array.from({ length: roomCount }, (_, number) => [`room-${number}`, 1] as const);
    const counting = countTurns(count, over.signal);
    await hub.follow(new FakeSubscriber(words, () => {}), rooms);
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

test('an unknown room is skipped', async () => {
  const { hub, end, trace, read, readNothing } = world();
  const caughtUp = hub.follow(end, [
    ['nowhere', 1],
    ['general', 1],
  ]);
  await readNothing('nowhere', 1);
  await read('general', 1, 2, 2);
  await caughtUp;
  assert.deepEqual(trace, ['general 1-2']);
});

test('the catch-up pauses while the client does not read, and then goes on', async () => {
  const { hub, end, trace, read, asked } = world();
  const caughtUp = hub.follow(end, [['general', 1]]).then(() => trace.push('paused'));
  end.unsentBytes = lagsAbove + 1;
  await read('general', 1, 3, 5);
  await caughtUp;
  await hub.publish(changes('general', 5, 6));
  assert.deepEqual([trace, asked], [['general 1-3', 'paused'], ['general 1']]);
  end.drain();
  await read('general', 3, 6, 6);
  await hub.publish(changes('general', 6, 7));
  assert.deepEqual(trace.slice(2), ['general 3-6', 'general 6-7']);
});

test('the catch-up goes on while the unsent bytes are at the limit', async () => {
  const { hub, end, trace, read } = world();
  end.unsentBytes = lagsAbove;
  void hub.follow(end, [['general', 1]]);
  await read('general', 1, 3, 3);
  assert.deepEqual(trace, ['general 1-3']);
});

test(
  'a cached read is not used for a client with a later revision',
  { timeout: 5_000 },
  async () => {
    const { hub, end, trace, read } = world();
    const other = new FakeSubscriber(words, () => {});
    void hub.follow(other, [['general', 5]]);
    await read('general', 5, 5, 5);
    void hub.follow(other, [['general', 4]]);
    await read('general', 4, 6, 6);
    void hub.follow(end, [['general', 5]]);
    await read('general', 5, 6, 6);
    assert.deepEqual(trace, ['general 5-6']);
  },
);

test('catching up with a thousand rooms gives way to other work', async (t) => {
  const takes = seemingTime(t);
  const clock = new ManualClock();
  const hub = new Hub(
    async (room, after) => {
      takes(0.2);
      return { changes: changes(room, after, after), bytes: 0, head: after };
    },
    openAccess,
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

test('a room that the person loses while it is read is neither sent nor followed', async () => {
  let isLost = false;
  const written: string[] = [];
  const lost: string[] = [];
  const hub = new Hub(
    async (room, after) => {
      isLost = true;
      return { changes: changes(room, after, 3), bytes: 0, head: 3 };
    },
    { whileVisible: async (_person, room, act) => (isLost ? undefined : act(room)) },
    new ManualClock(),
    (error) => assert.fail(String(error)),
  );
  const end = new FakeSubscriber(words, (sent) => void written.push(sent.toString()));
  const follower = Object.assign(end, { roomLost: (room: string) => void lost.push(room) });
  await hub.follow(follower, [['plan', 1]]);
  await hub.publish(changes('plan', 3, 4));
  assert.deepEqual([written, lost, hub.revisionsOf(follower)], [[], ['plan'], {}]);
});

test('people who lose a room get nothing that is published later; others do', async () => {
  const written: string[] = [];
  const hub = new Hub(
    async (room, after) => ({ changes: changes(room, after, after), bytes: 0, head: after }),
    openAccess,
    new ManualClock(),
    (error) => assert.fail(String(error)),
  );
  const end = new FakeSubscriber(words, (sent) => void written.push(sent.toString()));
  await hub.follow(end, [['plan', 1]]);
  hub.roomLost('plan', ['p-ada']);
  await hub.publish(changes('plan', 1, 2));
  hub.roomLost('plan', [end.person.id]);
  await hub.publish(changes('plan', 2, 3));
  assert.deepEqual(written, ['plan 1-2']);
});
