import { visible } from '../../protocol/text/control-characters.ts';

/** Options of the operator's log: JSON lines without characters that control a terminal. */
export function logOptions(level: string) {
  const streamWrite = (line: string): string => `${visible(line.trimEnd())}\n`;
  return { level, hooks: { streamWrite } };
}
