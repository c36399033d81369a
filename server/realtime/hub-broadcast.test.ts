import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { lagsAbove } from '../transport/watermarks.ts';
import { FakeSubscriber } from '../test-support/doubles/fake-subscriber.ts';
import { changes, words, world } from '../test-support/doubles/test-hub.ts';

test('publishing ends when the changes are sent to all subscribers', async () => {
  const { hub } = world();
  const received: string[] = [];
  for (let number = 0; number < 600; number++) {
    hub.join(new FakeSubscriber(words, (bytes) => void received.push(bytes.toString())), 'general');
  }
  await hub.publish(changes('general', 0, 1));
  assert.deepEqual([received.length, new Set(received)], [600, new Set(['general 0-1'])]);
});

test('a waiting reader is woken by the next revision, at once if there is one', async () => {
  const { hub } = world();
  const woken: string[] = [];
  const { signal } = new AbortController();
  const wait = (room: string, rev: number): void => {
    void hub.whenPast(room, rev, signal).then(() => woken.push(`${room} ${rev}`));
  };
  await hub.publish(changes('general', 4, 5));
  for (const rev of [4, 5, 6]) wait('general', rev);
  wait('tea', 5);
  await turn();
  assert.deepEqual(woken.splice(0), ['general 4']);
  await hub.publish(changes('general', 5, 6));
  await turn();
  assert.deepEqual(woken, ['general 5', 'general 6']);
});

test('a slow subscriber that leaves leaves no timer behind', async () => {
  const { hub, end, clock } = world();
  const before = clock.timers;
  end.unsentBytes = lagsAbove + 1;
  await hub.follow(end, [['general', 1]]);
  assert.equal(clock.timers, before + 1);
  hub.leaveAll(end);
  assert.equal(clock.timers, before);
});
