import assert from 'node:assert/strict';
import test from 'node:test';
import { Faults, type Direction } from './faults.ts';
import { FakeTransport, HandClock } from './testing.ts';
import type { Transport } from './transport.ts';

for (const direction of ['sent', 'received'] as const) {
  test(`the next frame ${direction} is lost, and only that one`, () => {
    const { faults, passes, trace } = lab(direction);
    passes('1');
    faults.inject('lost', direction);
    passes('2');
    passes('3');
    assert.deepEqual(trace, ['0: 1', `0: lost ${direction} 2`, '0: 3']);
  });

  test(`the next frame ${direction} is overtaken by what comes in the next three seconds`, () => {
    const { faults, passes, trace, clock } = lab(direction);
    faults.inject('delayed', direction);
    passes('1');
    clock.pass(2_999);
    passes('2');
    clock.pass(1);
    passes('3');
    assert.deepEqual(trace, [`0: delayed ${direction} 1`, '2999: 2', '3000: 1', '3000: 3']);
  });

  test(`the next frame ${direction} is repeated`, () => {
    const { faults, passes, trace } = lab(direction);
    faults.inject('repeated', direction);
    passes('1');
    passes('2');
    assert.deepEqual(trace, [`0: repeated ${direction} 1`, '0: 1', '0: 1', '0: 2']);
  });

  test(`what is delayed for longer than the line lives is lost: ${direction}`, () => {
    const { faults, passes, trace, clock, line, inner } = lab(direction);
    faults.inject('delayed', direction);
    passes('1');
    inner.ends(1006);
    clock.pass(3_000);
    faults.inject('delayed', direction);
    passes('2');
    line.close();
    clock.pass(3_000);
    assert.deepEqual(trace, [
      `0: delayed ${direction} 1`,
      '0: ends',
      `3000: delayed ${direction} 2`,
      '3000: closes',
    ]);
  });
}

test('the first frame of a line is its beginning, and left alone', () => {
  const { faults, through, trace } = lab('received');
  faults.inject('lost', 'received');
  const next = through();
  next.says('welcome');
  next.says('lost');
  assert.deepEqual(trace, ['0: welcome', '0: lost received lost']);
});

test('a fault waits for its direction, and the last one asked for counts', () => {
  const { faults, passes, trace, inner } = lab('sent');
  faults.inject('delayed', 'received');
  faults.inject('lost', 'received');
  passes('1');
  inner.says('2');
  inner.says('3');
  assert.deepEqual(trace, ['0: 1', '0: lost received 2', '0: 3']);
});

test('opening and failing pass as they are', () => {
  const { inner, trace } = lab('sent');
  inner.onopen?.();
  inner.onerror?.();
  inner.ends(1012);
  assert.deepEqual(trace, ['0: opens', '0: fails', '0: ends']);
});

interface Lab {
  faults: Faults;
  clock: HandClock;
  inner: FakeTransport;
  line: Transport;
  /** A frame goes the way that the test is about. */
  passes: (text: string) => void;
  /** Another line, of which nothing has been heard. */
  through: () => FakeTransport;
  /** What arrived at either end, and what was done to it. */
  trace: string[];
}

function lab(direction: Direction): Lab {
  const clock = new HandClock();
  const trace: string[] = [];
  const note = (what: string): unknown => trace.push(`${clock.now()}: ${what}`);
  const faults = new Faults(clock);
  const through = (): { inner: FakeTransport; line: Transport } => {
    const inner = new FakeTransport((what) => note(what.replace('sends ', '')));
    const line = faults.through(inner, (...fault) => note(fault.join(' ')));
    line.onopen = () => note('opens');
    line.onmessage = ({ data }) => note(data);
    line.onclose = () => note('ends');
    line.onerror = () => note('fails');
    trace.length = 0;
    return { inner, line };
  };
  const { inner, line } = through();
  inner.says('welcome');
  trace.length = 0;
  const passes = (text: string): void =>
    direction === 'sent' ? line.send(text) : inner.says(text);
  return { faults, clock, inner, line, passes, through: () => through().inner, trace };
}
