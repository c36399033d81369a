import assert from 'node:assert/strict';
import test from 'node:test';
import { ManualClock } from '../../client/test-support/test-kit.ts';
import { Dwell } from './dwell.ts';

/** A reader with a manual clock, and a trace of what counts as read, with the time. */
function reader() {
  const clock = new ManualClock();
  const trace: string[] = [];
  let [inView, read] = [0, 0];
  const seen = (seq: number): void => {
    read = seq;
    trace.push(`${clock.monotonic()} read ${seq}`);
  };
  const dwell = new Dwell(clock, () => (inView > read ? inView : undefined), seen);
  const sees = (seq: number): void => {
    inView = seq;
    dwell.update();
  };
  return { trace, sees, leaves: () => dwell.reset(), pass: (time: number) => clock.pass(time) };
}

test('a message in view for half a second counts as read, once', () => {
  const { trace, sees, pass } = reader();
  sees(5);
  pass(499);
  assert.deepEqual(trace, []);
  pass(1);
  sees(5);
  pass(10_000);
  assert.deepEqual(trace, ['500 read 5']);
});

test('a later message needs half a second of its own', () => {
  const { trace, sees, pass } = reader();
  sees(5);
  pass(400);
  sees(6);
  pass(100);
  assert.deepEqual(trace, ['500 read 5']);
  pass(500);
  assert.deepEqual(trace, ['500 read 5', '1000 read 6']);
});

test('a message that was only scrolled past does not count as read', () => {
  const { trace, sees, pass } = reader();
  sees(50);
  pass(300);
  sees(8);
  pass(10_000);
  assert.deepEqual(trace, ['500 read 8']);
});

test('looking away restarts the half second', () => {
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
