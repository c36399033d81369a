/** One line of a table: what was measured, and how much of which unit. */
export interface Row {
  what: string;
  value: number;
  unit: string;
}

export function printTable(title: string, rows: Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  console.log(`\n${title}`);
  for (const { what, value, unit } of rows) {
    const figure = value.toLocaleString('en', { maximumFractionDigits: 2 });
    console.log(`  ${what.padEnd(width)}  ${figure.padStart(12)} ${unit}`);
  }
}

/** The value that a share of all is not above, from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
