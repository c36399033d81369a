import assert from 'node:assert/strict';
import test from 'node:test';
import { Backoff } from './backoff.ts';
import { ManualClock } from '../test-support/test-kit.ts';

test('doubles the wait from 0.5 to 20 seconds, with jitter', () => {
  assert.deepEqual(waits(0.5, 8), [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  assert.deepEqual(waits(0, 3), [0, 0, 0]);
  assert.deepEqual(waits(0.9999, 8).at(-1), 19_998);
});

test('starts with a short wait again after a stable connection', () => {
  const backoff = new Backoff(new ManualClock());
  const first = [backoff.next(), backoff.next()];
  backoff.reset();
  assert.deepEqual([...first, backoff.next()], [250, 500, 250]);
});

test('adds the delay that the server asks for once, plus jitter', () => {
  const backoff = new Backoff(new ManualClock());
  backoff.addDelay(3_000);
  assert.deepEqual([backoff.next(), backoff.next()], [3_250, 500]);
});

function waits(chance: number, count: number): number[] {
  const clock = new ManualClock();
  clock.chance = chance;
  const backoff = new Backoff(clock);
  return Array.from({ length: count }, () => backoff.next());
}
