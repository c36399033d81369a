/** The name that may have been meant: one that begins so, or the nearest; undefined: none is near. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const begun = names.find((name) => name.startsWith(typed));
  if (begun !== undefined) return begun;
  const near = names
    .map((name) => ({ name, far: distance(typed, name) }))
    .filter(({ name, far }) => far <= Math.max(1, name.length / 3))
    .toSorted((a, b) => a.far - b.far);
  return near[0]?.name;
}

/** Letters to add, leave out, replace, or change with their neighbour. */
export function distance(from: string, to: string): number {
  let [before, row]: [number[], number[]] = [
    [],
    Array.from({ length: to.length + 1 }, (_, at) => at),
  ];
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const isTurned = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const turned = isTurned ? before[j - 2]! + 1 : Infinity;
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (isSame ? 0 : 1), turned);
    }
    [before, row] = [row, next];
  }
  return row[to.length]!;
}
