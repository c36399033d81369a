/** Consecutive lines of a file. */
export interface Code {
  /** Line number of the first one. */
  from: number;
  lines: readonly string[];
}

/**
 * Finds the line of a source that sets a handler, and the method that it calls. Empty if the source
 * does not set the handler.
 */
export function handlerCode(source: string, handler: string): Code[] {
  const lines = source.split('\n');
  const assignment = new RegExp(`^    [\\w.]+\\.${handler} = \\(.*\\) => this\\.(#\\w+)\\(`, 'u');
  const at = lines.findIndex((line) => assignment.test(line));
  const method = assignment.exec(lines[at] ?? '')?.[1];
  if (method === undefined) return [];
  const start = lines.findIndex((line) => line.startsWith(`  ${method}(`));
  const end = lines.indexOf('  }', start) + 1;
  return [excerpt(lines, at, at + 1), excerpt(lines, start, end)];
}

function excerpt(lines: readonly string[], start: number, end: number): Code {
  const taken = lines.slice(start, end);
  const indent = taken[0]?.search(/\S/u) ?? 0;
  return { from: start + 1, lines: taken.map((line) => line.slice(indent)) };
}
