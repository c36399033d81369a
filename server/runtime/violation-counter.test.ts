import assert from 'node:assert/strict';
import test from 'node:test';
import { Strikes } from './violation-counter.ts';
import { HandClock } from '../test-support/manual-clock.ts';

test('patience ends with as many faults within a minute as are allowed', () => {
  const { strike, clock } = strikes(3);
  assert.deepEqual([strike(), strike()], [false, false]);
  clock.pass(59_999);
  assert.deepEqual([strike(), strike()], [true, true]);
  clock.pass(60_000);
  assert.deepEqual([strike(), strike(), strike()], [false, false, true]);
});

test('a fault is forgotten after a minute, not with the others', () => {
  const { strike, clock } = strikes(2);
  assert.equal(strike(), false);
  clock.pass(60_000);
  assert.equal(strike(), false);
  clock.pass(59_999);
  assert.equal(strike(), true);
});

test('a clock that is set back forgives', () => {
  const { strike, clock } = strikes(2);
  assert.equal(strike(), false);
  clock.set(-1);
  assert.deepEqual([strike(), strike()], [false, true]);
});

function strikes(allowed: number) {
  const clock = new HandClock();
  const all = new Strikes(allowed, clock);
  return { clock, strike: () => all.strike() };
}
