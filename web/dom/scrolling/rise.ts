/**
 * The indexes of a longest run of values that rise, in ascending order: what need not move when
 * things that stand at these places are put into this order. With `pinned`, one that it is part of.
 */
export function longestRise(values: readonly number[], pinned?: number): number[] {
  const fits = (at: number): boolean => pinned === undefined || agree(values, at, pinned);
  /** The index at which a run of so many values ends lowest, and for each index the one before it. */
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

/** Whether two of them are in the same order by index and by value. */
function agree(values: readonly number[], a: number, b: number): boolean {
  return a === b || a < b === values[a]! < values[b]!;
}

/** How many of the runs end lower than this value; `ends` rises with their length. */
function countLower(ends: readonly number[], value: number, values: readonly number[]): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[ends[middle]!]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
