import assert from 'node:assert/strict';
import test from 'node:test';
import { Latency } from './latency.ts';

test('the usual delay is the middle of the last five: one late answer does not show', () => {
  const latency = new Latency();
  const shown = [12, 30, 3_010, 11, 14, 13, 900, 901, 902].map((time) => latency.took(time));
  assert.deepEqual(shown, [12, 12, 30, 12, 14, 14, 14, 14, 900]);
});

test('what another line took says nothing of this one', () => {
  const latency = new Latency();
  for (const time of [3, 4, 5]) latency.took(time);
  latency.reset();
  assert.equal(latency.took(80), 80);
});
