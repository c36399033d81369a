import { helpLines } from '../../protocol/plain-text/lines.ts';
import { code, table } from './table.ts';

/** What `/help` lists: each command of plain text, and what it does. */
export function plainTextTable(): string {
  const commands = helpLines.filter((line) => line.startsWith('/'));
  const rows = commands.map((line) => {
    const [, command = '', meaning = ''] = /^(.*?) {2,}(.*)$/u.exec(line) ?? [];
    return [code(command), meaning];
  });
  return table(['line', 'what it does'], rows);
}
