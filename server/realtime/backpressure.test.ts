import assert from 'node:assert/strict';
import test from 'node:test';
import { json } from '../transport/codecs.ts';
import { Backpressure } from './backpressure.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';
import { FakeSubscriber } from '../test-support/doubles/fake-subscriber.ts';

test('calls back once when the buffer is empty, even if asked twice', () => {
  const { backpressure, end, trace } = world();
  backpressure.whenDrained(end, () => trace.push('first'));
  backpressure.whenDrained(end, () => trace.push('second'));
  assert.equal(trace.length, 0);
  end.drain();
  assert.deepEqual(trace.splice(0), ['first']);
  backpressure.whenDrained(end, () => trace.push('third'));
  end.drain();
  assert.deepEqual(trace, ['third']);
});

test('cuts off a client that reads nothing for ten seconds, not one that reads a little', () => {
  const { backpressure, end, clock } = world();
  backpressure.whenDrained(end, () => {});
  clock.pass(9_999);
  end.unsentBytes -= 1;
  clock.pass(1);
  assert.equal(end.isCut, false);
  clock.pass(9_999);
  assert.equal(end.isCut, false);
  clock.pass(1);
  assert.equal(end.isCut, true);
});

test('cuts off a client whose unsent bytes have grown in ten seconds', () => {
  const { backpressure, end, clock } = world();
  backpressure.whenDrained(end, () => {});
  end.unsentBytes += 1;
  clock.pass(10_000);
  assert.equal(end.isCut, true);
});

test('stops the timer when the client has drained its buffer', () => {
  const { backpressure, end, clock } = world();
  backpressure.whenDrained(end, () => {});
  clock.pass(9_000);
  end.unsentBytes -= 1;
  clock.pass(1_000);
  end.drain();
  clock.pass(60_000);
  assert.deepEqual([end.isCut, clock.timers], [false, 0]);
});

test('leaves no timer behind for a forgotten client', () => {
  const { backpressure, end, clock } = world();
  backpressure.whenDrained(end, () => {});
  backpressure.forget(end);
  assert.equal(clock.timers, 0);
  clock.pass(60_000);
  assert.equal(end.isCut, false);
  backpressure.forget(end);
});

function world() {
  const [clock, trace] = [new ManualClock(), [] as string[]];
  const end = new FakeSubscriber(json, () => {});
  end.unsentBytes = 300_000;
  return { clock, trace, end, backpressure: new Backpressure(clock) };
}
