import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { lagsAbove } from '../transport/watermarks.ts';
import { FakeSubscriber } from '../test-support/doubles/fake-subscriber.ts';
import { changes, words, world } from '../test-support/doubles/test-hub.ts';

test(
  'a subscriber that leaves during the catch-up gets nothing more',
  { timeout: 5_000 },
  async () => {
    const { hub, end, trace, read } = world();
    const caughtUp = hub.follow(end, [['general', 1]]);
    hub.leaveAll(end);
    await read('general', 1, 3, 5);
    await caughtUp;
    await hub.publish(changes('general', 5, 6));
    assert.deepEqual([trace, hub.revisionsOf(end)], [[], {}]);
  },
);

test('leaving one room does not affect the others', { timeout: 5_000 }, async () => {
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
});

test(
  'leaving a room during the catch-up skips it and goes on with the next',
  { timeout: 5_000 },
  async () => {
    const { hub, end, trace, read } = world();
    const caughtUp = hub.follow(end, [
      ['general', 1],
      ['tea', 1],
    ]);
    hub.leave(end, 'general');
    await read('general', 1, 2, 2);
    await read('tea', 1, 2, 2);
    await caughtUp;
    assert.deepEqual([trace, hub.revisionsOf(end)], [['tea 1-2'], { tea: 2 }]);
  },
);

test(
  'joining starts live at the latest revision until the subscriber leaves',
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

test('joining replaces a running catch-up', { timeout: 5_000 }, async () => {
  const { hub, end, trace, read } = world();
  const caughtUp = hub.follow(end, [['general', 1]]);
  hub.join(end, 'general');
  await read('general', 1, 2, 2);
  await caughtUp;
  assert.deepEqual(trace, []);
});

test('a subscriber that left while paused is not resumed', { timeout: 5_000 }, async () => {
  const { hub, end, trace, asked } = world();
  end.unsentBytes = lagsAbove + 1;
  await hub.follow(end, [['general', 1]]);
  hub.leaveAll(end);
  end.drain();
  await turn();
  assert.deepEqual([trace, asked], [[], []]);
});

test('leaving without a subscription is harmless', () => {
  const { hub, end } = world();
  hub.leaveAll(end);
  assert.deepEqual(hub.revisionsOf(end), {});
});
