import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { lagsAbove } from '../transport/watermarks.ts';
import { FakeSubscriber } from '../test-support/fake-subscriber.ts';
import { changes, words, world } from '../test-support/test-hub.ts';

test('who leaves on the way hears no more of it', { timeout: 5_000 }, async () => {
  const { hub, end, trace, read } = world();
  const arrived = hub.follow(end, [['general', 1]]);
  hub.leaveAll(end);
  await read('general', 1, 3, 5);
  await arrived;
  await hub.publish(changes('general', 5, 6));
  assert.deepEqual([trace, hub.revisionsOf(end)], [[], {}]);
});

test(
  'who has left one room hears no more of it, and of the others as before',
  { timeout: 5_000 },
  async () => {
    const { hub, end, trace, read } = world();
    void hub.follow(end, [['general', 1]]);
    await read('general', 1, 1, 1);
    void hub.follow(end, [['tea', 1]]);
    await read('tea', 1, 1, 1);
    hub.leave(end, 'general');
    hub.leave(end, 'nowhere');
    hub.leave(new FakeSubscriber(words, () => {}), 'general');
    await hub.publish(changes('general', 1, 2));
    await hub.publish(changes('tea', 1, 2));
    assert.deepEqual([trace, hub.revisionsOf(end)], [['tea 1-2'], { tea: 2 }]);
  },
);

test(
  'who leaves a room on the way to it is not brought there, and comes into the next',
  { timeout: 5_000 },
  async () => {
    const { hub, end, trace, read } = world();
    const arrived = hub.follow(end, [
      ['general', 1],
      ['tea', 1],
    ]);
    hub.leave(end, 'general');
    await read('general', 1, 2, 2);
    await read('tea', 1, 2, 2);
    await arrived;
    assert.deepEqual([trace, hub.revisionsOf(end)], [['tea 1-2'], { tea: 2 }]);
  },
);

test(
  'who joins is at the present at once, hears what comes, and leaves with all the others',
  { timeout: 5_000 },
  async () => {
    const { hub, end, trace } = world();
    await hub.publish(changes('general', 4, 5));
    hub.join(end, 'general');
    assert.deepEqual(hub.revisionsOf(end), { general: 5 });
    await hub.publish(changes('general', 5, 6));
    hub.leaveAll(end);
    await hub.publish(changes('general', 6, 7));
    assert.deepEqual([trace, hub.revisionsOf(end)], [['general 5-6'], {}]);
  },
);

test('who joins instead of catching up is brought nowhere', { timeout: 5_000 }, async () => {
  const { hub, end, trace, read } = world();
  const arrived = hub.follow(end, [['general', 1]]);
  hub.join(end, 'general');
  await read('general', 1, 2, 2);
  await arrived;
  assert.deepEqual(trace, []);
});

test('who is gone when it could read again is brought nowhere', { timeout: 5_000 }, async () => {
  const { hub, end, trace, asked } = world();
  end.unsentBytes = lagsAbove + 1;
  await hub.follow(end, [['general', 1]]);
  hub.leaveAll(end);
  end.drain();
  await turn();
  assert.deepEqual([trace, asked], [[], []]);
});

test('who followed nothing can leave it all', () => {
  const { hub, end } = world();
  hub.leaveAll(end);
  assert.deepEqual(hub.revisionsOf(end), {});
});
