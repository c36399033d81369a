import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { longestRise } from './rise.ts';

const rising = (values: readonly number[], pinned?: number): number[] =>
  longestRise(values, pinned).map((at) => values[at]!);

test('what is in order stays, and only what was moved moves', () => {
  assert.deepEqual(rising([]), []);
  assert.deepEqual(rising([0, 1, 2, 3]), [0, 1, 2, 3]);
  assert.deepEqual(rising([3, 0, 1, 2]), [0, 1, 2], 'the last came first');
  assert.deepEqual(rising([1, 2, 3, 0]), [1, 2, 3], 'the first went last');
});

test('what has the focus stays, whatever moves around it', () => {
  assert.deepEqual(rising([3, 0, 1, 2], 0), [3]);
  assert.deepEqual(rising([4, 0, 5, 1], 3), [0, 1]);
});

test('any order leaves a rise that no other is longer than, with what is pinned in it', () => {
  const order = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(order, fc.option(fc.nat(7), { nil: undefined }), (values, at) => {
      const pinned = at === undefined ? undefined : at % values.length;
      const run = longestRise(values, pinned);
      assert.ok(isRise(values, run));
      if (pinned !== undefined) assert.ok(run.includes(pinned));
      assert.equal(run.length, longestByTrial(values, pinned));
    }),
  );
});

function isRise(values: readonly number[], run: readonly number[]): boolean {
  return run.every((at, n) => n === 0 || (run[n - 1]! < at && values[run[n - 1]!]! < values[at]!));
}

function longestByTrial(values: readonly number[], pinned: number | undefined): number {
  let most = 0;
  for (let chosen = 0; chosen < 2 ** values.length; chosen++) {
    const run = [...values.keys()].filter((at) => chosen & (1 << at));
    const isOne = isRise(values, run) && (pinned === undefined || run.includes(pinned));
    if (isOne) most = Math.max(most, run.length);
  }
  return most;
}
