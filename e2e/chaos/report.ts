import type { Options, Result } from './run.ts';

const shownViolations = 20;

/** A run as a table: actions, faults and violations. */
export function tableOf(options: Options, { tally, violations }: Result): string[] {
  const counts = tally.rows().toSorted(([one], [other]) => one.localeCompare(other));
  const wrong = ['lost', 'doubled', 'out of order', 'diverged'].map(
    (kind) => [kind, violations.filter(({ is }) => is === kind).length] as const,
  );
  const others = violations.length - wrong.reduce((sum, [, count]) => sum + count, 0);
  const { atLeast: _atLeast, ...chosen } = options;
  const rows = [...Object.entries(chosen), ...counts, ...wrong, ['wrong otherwise', others]];
  return rows.map(([what, value]) => {
    return `  ${String(what).padEnd(24)} ${value!.toLocaleString('en').padStart(12)}`;
  });
}

/** The violations, the first ones in full. */
export function sentencesOf({ violations }: Pick<Result, 'violations'>): string[] {
  const lines = violations.slice(0, shownViolations).map(({ is, text }) => `${is}: ${text}`);
  const more = violations.length - lines.length;
  return more > 0 ? [...lines, `… and ${more} more`] : lines;
}
