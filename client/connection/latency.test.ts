import assert from 'node:assert/strict';
import test from 'node:test';
import { Latency } from './latency.ts';

test('returns the median of the last five: a single slow answer does not show', () => {
  const latency = new Latency();
  const shown = [12, 30, 3_010, 11, 14, 13, 900, 901, 902].map((time) => latency.add(time));
  assert.deepEqual(shown, [12, 12, 30, 12, 14, 14, 14, 14, 900]);
});

test('forgets the measurements of an earlier connection', () => {
  const latency = new Latency();
  for (const time of [3, 4, 5]) latency.add(time);
  latency.reset();
  assert.equal(latency.add(80), 80);
});
