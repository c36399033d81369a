import assert from 'node:assert/strict';
import test from 'node:test';
import { ManualClock } from '../../client/test-support/test-kit.ts';
import { Dwell } from './dwell.ts';

/** Somebody before a conversation, and all that they read in it, with the time. */
function reader() {
  const clock = new ManualClock();
  const trace: string[] = [];
  let [inView, read] = [0, 0];
  const seen = (place: number): void => {
    read = place;
    trace.push(`${clock.monotonic()} read ${place}`);
  };
  const dwell = new Dwell(clock, () => (inView > read ? inView : undefined), seen);
  const sees = (place: number): void => {
    inView = place;
    dwell.look();
  };
  return { trace, sees, leaves: () => dwell.leave(), pass: (time: number) => clock.pass(time) };
}

test('what is in view for a moment is read, once', () => {
  const { trace, sees, pass } = reader();
  sees(5);
  pass(499);
  assert.deepEqual(trace, []);
  pass(1);
  sees(5);
  pass(10_000);
  assert.deepEqual(trace, ['500 read 5']);
});

test('what comes while one reads has a moment of its own', () => {
  const { trace, sees, pass } = reader();
  sees(5);
  pass(400);
  sees(6);
  pass(100);
  assert.deepEqual(trace, ['500 read 5']);
  pass(500);
  assert.deepEqual(trace, ['500 read 5', '1000 read 6']);
});

test('what one only scrolls to and back from is not read', () => {
  const { trace, sees, pass } = reader();
  sees(50);
  pass(300);
  sees(8);
  pass(10_000);
  assert.deepEqual(trace, ['500 read 8']);
});

test('a look that ends before its moment reads nothing, and the next one begins anew', () => {
  const { trace, sees, leaves, pass } = reader();
  sees(5);
  pass(400);
  leaves();
  pass(5_000);
  assert.deepEqual(trace, []);
  sees(5);
  pass(500);
  assert.deepEqual(trace, ['5900 read 5']);
});
