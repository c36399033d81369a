import assert from 'node:assert/strict';
import test from 'node:test';
import { RateLimitStore } from './rate-limit-store.ts';

test('requests are counted by address, until the window is over', () => {
  let now = 500;
  const windows = new RateLimitStore(undefined, () => now);
  const other = windows.child();
  const trace: unknown[] = [];
  const ask = (address: string, of = windows): void => {
    of.incr(address, (_error, counted) => trace.push([now, address, counted]), 60_000, 10);
  };
  ask('a');
  ask('a');
  ask('b');
  now = 60_499;
  ask('a');
  ask('a', other);
  now = 60_500;
  ask('a');
  assert.deepEqual(trace, [
    [500, 'a', { current: 1, ttl: 60_000 }],
    [500, 'a', { current: 2, ttl: 60_000 }],
    [500, 'b', { current: 1, ttl: 60_000 }],
    [60_499, 'a', { current: 3, ttl: 1 }],
    [60_499, 'a', { current: 1, ttl: 60_000 }],
    [60_500, 'a', { current: 1, ttl: 60_000 }],
  ]);
});
