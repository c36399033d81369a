import assert from 'node:assert/strict';
import test from 'node:test';
import { watchSleep } from './wake-detector.ts';
import { ManualClock } from '../test-support/test-kit.ts';

test('time that no timer saw is a sleep, and timers held back for a minute are none', () => {
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
