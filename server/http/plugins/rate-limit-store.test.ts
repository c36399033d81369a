import assert from 'node:assert/strict';
import test from 'node:test';
import { RateLimitStore } from './rate-limit-store.ts';

test('counts requests by address until the window ends', () => {
  let now = 500;
  const limits = new RateLimitStore(undefined, () => now);
  const other = limits.child();
  const trace: unknown[] = [];
  const count = (address: string, store = limits): void => {
    store.incr(address, (_error, counted) => trace.push([now, address, counted]), 60_000, 10);
  };
  count('a');
  count('a');
  count('b');
  now = 60_499;
  count('a');
  count('a', other);
  now = 60_500;
  count('a');
  assert.deepEqual(trace, [
    [500, 'a', { current: 1, ttl: 60_000 }],
    [500, 'a', { current: 2, ttl: 60_000 }],
    [500, 'b', { current: 1, ttl: 60_000 }],
    [60_499, 'a', { current: 3, ttl: 1 }],
    [60_499, 'a', { current: 1, ttl: 60_000 }],
    [60_500, 'a', { current: 1, ttl: 60_000 }],
  ]);
});
