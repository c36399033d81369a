import assert from 'node:assert/strict';
import test from 'node:test';
import { ConcurrencyLimit } from './concurrency-limit.ts';

test('each key has so many places, and each can be given back once', () => {
  const cap = new ConcurrencyLimit(2);
  const places = ['a', 'a', 'a', 'b'].map((key) => cap.take(key));
  assert.deepEqual(places.map(Boolean), [true, true, false, true]);
  places[0]!();
  places[0]!();
  assert.deepEqual(
    ['a', 'a', 'b', 'b'].map((key) => cap.take(key) !== undefined),
    [true, false, true, false],
  );
});

test('a cap of 0 bounds nothing', () => {
  const cap = new ConcurrencyLimit(0);
  for (let count = 0; count < 1_000; count++) assert.ok(cap.take('a'));
});
