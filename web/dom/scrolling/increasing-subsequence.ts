/**
 * The indexes of a longest increasing subsequence, ascending: the elements that need not move when a
 * list is reordered. With `pinned`, the longest one that contains this index. O(n log n).
 */
export function longestIncreasingSubsequence(values: readonly number[], pinned?: number): number[] {
  const fits = (at: number): boolean => pinned === undefined || isSameOrder(values, at, pinned);
  /** By length, the index of the lowest last value; and the predecessor of each index. */
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const [at, value] of values.entries()) {
    if (!fits(at)) continue;
    const length = countLower(ends, value, values);
    before.set(at, ends[length - 1]);
    ends[length] = at;
  }
  const run: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before.get(at)) run.unshift(at);
  return run;
}

/** Whether two elements are in the same order by index and by value. */
function isSameOrder(values: readonly number[], a: number, b: number): boolean {
  return a === b || a < b === values[a]! < values[b]!;
}

/** Binary search: how many of `ends` have a lower value. */
function countLower(ends: readonly number[], value: number, values: readonly number[]): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[ends[middle]!]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
