import assert from 'node:assert/strict';
import test from 'node:test';
import { ConcurrencyLimit } from './concurrency-limit.ts';

test('each key has its own slots, and releasing a slot twice frees it once', () => {
  const limit = new ConcurrencyLimit(2);
  const slots = ['a', 'a', 'a', 'b'].map((key) => limit.take(key));
  assert.deepEqual(slots.map(Boolean), [true, true, false, true]);
  slots[0]!();
  slots[0]!();
  assert.deepEqual(
    ['a', 'a', 'b', 'b'].map((key) => limit.take(key) !== undefined),
    [true, false, true, false],
  );
});

test('a limit of 0 means unlimited', () => {
  const limit = new ConcurrencyLimit(0);
  for (let count = 0; count < 1_000; count++) assert.ok(limit.take('a'));
});
