/** Suggests the name that was probably meant: one with this prefix, else the nearest one, if any. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const completed = names.find((name) => name.startsWith(typed));
  if (completed !== undefined) return completed;
  const near = names
    .map((name) => ({ name, edits: distance(typed, name) }))
    .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
    .toSorted((a, b) => a.edits - b.edits);
  return near[0]?.name;
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
export function distance(from: string, to: string): number {
  let [before, row]: [number[], number[]] = [
    [],
    Array.from({ length: to.length + 1 }, (_, at) => at),
  ];
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const isSwapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? before[j - 2]! + 1 : Infinity;
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (isSame ? 0 : 1), swapped);
    }
    [before, row] = [row, next];
  }
  return row[to.length]!;
}
