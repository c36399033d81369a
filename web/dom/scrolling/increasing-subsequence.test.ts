import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { longestIncreasingSubsequence } from './increasing-subsequence.ts';

const subsequence = (values: readonly number[], pinned?: number): number[] =>
  longestIncreasingSubsequence(values, pinned).map((at) => values[at]!);

test('elements in order stay, and only moved ones move', () => {
  assert.deepEqual(subsequence([]), []);
  assert.deepEqual(subsequence([0, 1, 2, 3]), [0, 1, 2, 3]);
  assert.deepEqual(subsequence([3, 0, 1, 2]), [0, 1, 2], 'the last one moved to the front');
  assert.deepEqual(subsequence([1, 2, 3, 0]), [1, 2, 3], 'the first one moved to the end');
});

test('the pinned element stays, whatever moves around it', () => {
  assert.deepEqual(subsequence([3, 0, 1, 2], 0), [3]);
  assert.deepEqual(subsequence([4, 0, 5, 1], 3), [0, 1]);
});

test('finds a longest increasing subsequence that contains the pinned element', () => {
  const order = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(order, fc.option(fc.nat(7), { nil: undefined }), (values, at) => {
      const pinned = at === undefined ? undefined : at % values.length;
      const run = longestIncreasingSubsequence(values, pinned);
      assert.ok(isIncreasing(values, run));
      if (pinned !== undefined) assert.ok(run.includes(pinned));
      assert.equal(run.length, longestByBruteForce(values, pinned));
    }),
  );
});

function isIncreasing(values: readonly number[], run: readonly number[]): boolean {
  return run.every((at, n) => n === 0 || (run[n - 1]! < at && values[run[n - 1]!]! < values[at]!));
}

function longestByBruteForce(values: readonly number[], pinned: number | undefined): number {
  let most = 0;
  for (let chosen = 0; chosen < 2 ** values.length; chosen++) {
    const run = [...values.keys()].filter((at) => chosen & (1 << at));
    const isOne = isIncreasing(values, run) && (pinned === undefined || run.includes(pinned));
    if (isOne) most = Math.max(most, run.length);
  }
  return most;
}
