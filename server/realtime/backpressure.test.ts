import assert from 'node:assert/strict';
import test from 'node:test';
import { json } from '../transport/codecs.ts';
import { Backpressure } from './backpressure.ts';
import { ManualClock } from '../test-support/manual-clock.ts';
import { FakeSubscriber } from '../test-support/fake-subscriber.ts';

test('who has taken all that waits is called for once, however often that was asked', () => {
  const { lagging, end, trace } = world();
  lagging.whenDrained(end, () => trace.push('first'));
  lagging.whenDrained(end, () => trace.push('second'));
  assert.equal(trace.length, 0);
  end.drain();
  assert.deepEqual(trace.splice(0), ['first']);
  lagging.whenDrained(end, () => trace.push('third'));
  end.drain();
  assert.deepEqual(trace, ['third']);
});

test('who takes nothing for ten seconds is cut, who takes a little is not', () => {
  const { lagging, end, clock } = world();
  lagging.whenDrained(end, () => {});
  clock.pass(9_999);
  end.unsentBytes -= 1;
  clock.pass(1);
  assert.equal(end.isCut, false);
  clock.pass(9_999);
  assert.equal(end.isCut, false);
  clock.pass(1);
  assert.equal(end.isCut, true);
});

test('who has more waiting than ten seconds before is cut', () => {
  const { lagging, end, clock } = world();
  lagging.whenDrained(end, () => {});
  end.unsentBytes += 1;
  clock.pass(10_000);
  assert.equal(end.isCut, true);
});

test('who has caught up is watched no more', () => {
  const { lagging, end, clock } = world();
  lagging.whenDrained(end, () => {});
  clock.pass(9_000);
  end.unsentBytes -= 1;
  clock.pass(1_000);
  end.drain();
  clock.pass(60_000);
  assert.deepEqual([end.isCut, clock.timers], [false, 0]);
});

test('of who is forgotten nothing is left, not even a timer', () => {
  const { lagging, end, clock } = world();
  lagging.whenDrained(end, () => {});
  lagging.forget(end);
  assert.equal(clock.timers, 0);
  clock.pass(60_000);
  assert.equal(end.isCut, false);
  lagging.forget(end);
});

function world() {
  const [clock, trace] = [new ManualClock(), [] as string[]];
  const end = new FakeSubscriber(json, () => {});
  end.unsentBytes = 300_000;
  return { clock, trace, end, lagging: new Backpressure(clock) };
}
