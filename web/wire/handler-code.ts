/** Lines that stand together in a file. */
export interface Code {
  /** The number of the first one. */
  from: number;
  lines: readonly string[];
}

/**
 * The line of a source that sets a handler, and the method that it calls; nothing where the source
 * does not set it.
 */
export function handlerCode(source: string, handler: string): Code[] {
  const lines = source.split('\n');
  const sets = new RegExp(`^    [\\w.]+\\.${handler} = \\(.*\\) => this\\.(#\\w+)\\(`, 'u');
  const at = lines.findIndex((line) => sets.test(line));
  const method = sets.exec(lines[at] ?? '')?.[1];
  if (method === undefined) return [];
  const start = lines.findIndex((line) => line.startsWith(`  ${method}(`));
  const end = lines.indexOf('  }', start) + 1;
  return [piece(lines, at, at + 1), piece(lines, start, end)];
}

function piece(lines: readonly string[], start: number, end: number): Code {
  const taken = lines.slice(start, end);
  const indent = taken[0]?.search(/\S/u) ?? 0;
  return { from: start + 1, lines: taken.map((line) => line.slice(indent)) };
}
