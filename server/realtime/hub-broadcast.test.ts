import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { lagsAbove } from '../transport/watermarks.ts';
import { FakeSubscriber } from '../test-support/fake-subscriber.ts';
import { changes, words, world } from '../test-support/test-hub.ts';

test('an announcement is over when all who keep up have been told', async () => {
  const { hub } = world();
  const heard: string[] = [];
  for (let number = 0; number < 600; number++) {
    hub.join(new FakeSubscriber(words, (bytes) => void heard.push(bytes.toString())), 'general');
  }
  await hub.publish(changes('general', 0, 1));
  assert.deepEqual([heard.length, new Set(heard)], [600, new Set(['general 0-1'])]);
});

test('who reads a room alone is woken when it moves on, and at once where it has', async () => {
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

test('of who leaves while it lags no timer is left', async () => {
  const { hub, end, clock } = world();
  const before = clock.timers;
  end.unsentBytes = lagsAbove + 1;
  await hub.follow(end, [['general', 1]]);
  assert.equal(clock.timers, before + 1);
  hub.leaveAll(end);
  assert.equal(clock.timers, before);
});
