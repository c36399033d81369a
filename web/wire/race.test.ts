import assert from 'node:assert/strict';
import test from 'node:test';
import { Race } from './race.ts';

test('what is asked for has each change so much later as the line had it before', () => {
  const race = new Race(5);
  assert.deepEqual(race.arrived('line', 6, 100), [0]);
  assert.deepEqual(race.arrived('line', 8, 300), [0]);
  assert.deepEqual(race.arrived('asked', 8, 1_000), [900, 700]);
  assert.deepEqual([race.brought('line'), race.brought('asked')], [3, 3]);
});

test('where the line was cut it is the later one, and catches up', () => {
  const race = new Race(5);
  assert.deepEqual(race.arrived('asked', 7, 1_000), [0]);
  assert.deepEqual(race.arrived('asked', 8, 2_000), [0]);
  assert.deepEqual(race.arrived('line', 6, 5_000), [4_000]);
  assert.deepEqual(race.arrived('line', 8, 5_001), [4_001, 3_001]);
});

test('what a way has already is no news', () => {
  const race = new Race(5);
  assert.deepEqual(race.arrived('asked', 5, 1_000), []);
  race.arrived('line', 6, 100);
  assert.deepEqual(race.arrived('line', 6, 200), []);
  assert.deepEqual([race.revOf('line'), race.revOf('asked')], [6, 5]);
});
