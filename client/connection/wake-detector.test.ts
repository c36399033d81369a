import assert from 'node:assert/strict';
import test from 'node:test';
import { watchSleep } from './wake-detector.ts';
import { ManualClock } from '../test-support/test-kit.ts';

test('takes a late timer for a sleep, unless it was delayed by less than a minute', () => {
  const clock = new ManualClock();
  const woken: number[] = [];
  const stop = watchSleep(clock, () => woken.push(clock.monotonic()));
  clock.pass(100_000);
  clock.set(clock.now() + 60_000);
  clock.pass(10_000);
  clock.set(clock.now() - 86_400_000);
  clock.pass(10_000);
  assert.deepEqual(woken, []);
  clock.set(clock.now() + 3_600_000);
  clock.pass(30_000);
  assert.deepEqual(woken, [130_000]);
  stop();
  clock.set(clock.now() + 3_600_000);
  clock.pass(30_000);
  assert.equal(woken.length, 1);
});
