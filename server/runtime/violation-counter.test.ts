import assert from 'node:assert/strict';
import test from 'node:test';
import { ViolationCounter } from './violation-counter.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';

test('the limit is exceeded at the allowed number of violations within a minute', () => {
  const { exceeded, clock } = violations(3);
  assert.deepEqual([exceeded(), exceeded()], [false, false]);
  clock.pass(59_999);
  assert.deepEqual([exceeded(), exceeded()], [true, true]);
  clock.pass(60_000);
  assert.deepEqual([exceeded(), exceeded(), exceeded()], [false, false, true]);
});

test('each violation expires after a minute', () => {
  const { exceeded, clock } = violations(2);
  assert.equal(exceeded(), false);
  clock.pass(60_000);
  assert.equal(exceeded(), false);
  clock.pass(59_999);
  assert.equal(exceeded(), true);
});

test('violations that lie ahead after the clock was set back do not count', () => {
  const { exceeded, clock } = violations(2);
  assert.equal(exceeded(), false);
  clock.set(-1);
  assert.deepEqual([exceeded(), exceeded()], [false, true]);
});

function violations(allowed: number) {
  const clock = new ManualClock();
  const all = new ViolationCounter(allowed, clock);
  return { clock, exceeded: () => all.exceeded() };
}
