import assert from 'node:assert/strict';
import test from 'node:test';
import { Race } from './race.ts';

test('polled changes are later by the time since the live connection had them', () => {
  const race = new Race(5);
  assert.deepEqual(race.arrived('live', 6, 100), [0]);
  assert.deepEqual(race.arrived('live', 8, 300), [0]);
  assert.deepEqual(race.arrived('polled', 8, 1_000), [900, 700]);
  assert.deepEqual([race.changes('live'), race.changes('polled')], [3, 3]);
});

test('a connection that was cut is the later source, and catches up', () => {
  const race = new Race(5);
  assert.deepEqual(race.arrived('polled', 7, 1_000), [0]);
  assert.deepEqual(race.arrived('polled', 8, 2_000), [0]);
  assert.deepEqual(race.arrived('live', 6, 5_000), [4_000]);
  assert.deepEqual(race.arrived('live', 8, 5_001), [4_001, 3_001]);
});

test('a revision that was reached already does not count again', () => {
  const race = new Race(5);
  assert.deepEqual(race.arrived('polled', 5, 1_000), []);
  race.arrived('live', 6, 100);
  assert.deepEqual(race.arrived('live', 6, 200), []);
  assert.deepEqual([race.revOf('live'), race.revOf('polled')], [6, 5]);
});
