import assert from 'node:assert/strict';
import test from 'node:test';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { AttemptLimiter } from './attempt-limiter.ts';

const aMinute = 60_000;

test('after the allowed attempts the wait is that until the oldest is an hour ago', () => {
  const clock = new ManualClock();
  const limiter = new AttemptLimiter(2, 60 * aMinute, clock);
  assert.equal(limiter.take('a'), 0);
  clock.pass(10 * aMinute);
  assert.equal(limiter.take('a'), 0);
  assert.equal(limiter.take('a'), 50 * 60);
  clock.pass(49 * aMinute + 500);
  assert.equal(limiter.take('a'), 60);
  clock.pass(aMinute);
  assert.equal(limiter.take('a'), 0);
  assert.equal(limiter.take('a'), 10 * 60);
});

test('an attempt needs room under all of its keys, and is counted under all or none', () => {
  const limiter = new AttemptLimiter(1, aMinute, new ManualClock());
  assert.equal(limiter.take('address 1', 'name 1'), 0);
  assert.equal(limiter.take('address 1', 'name 2'), 60);
  assert.equal(limiter.take('address 2', 'name 1'), 60);
  assert.equal(limiter.take('address 2', 'name 2'), 0);
});

test('an attempt that was right does not count', () => {
  const limiter = new AttemptLimiter(1, aMinute, new ManualClock());
  for (let time = 0; time < 3; time++) {
    assert.equal(limiter.take('a', 'b'), 0);
    limiter.giveBack('a', 'b');
  }
});
