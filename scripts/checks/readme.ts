/** The types that no row of the README's protocol table names. */
export function missingFromTable(types: string[], readme: string): string[] {
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  return types.filter((type) => !rows.some((row) => row.includes(`\`${type}\``)));
}

/** The frame types that protocol/frames.ts declares. */
export function frameTypes(source: string): string[] {
  return [...source.matchAll(/^ {2}type: '([^']+)';$/gm)].map(([, type]) => type ?? '');
}
