import { visible } from '../../protocol/text/control-characters.ts';

/** The operator's log: JSON, a line each, with nothing in it that a terminal would dispatch. */
export function logOf(level: string) {
  const streamWrite = (line: string): string => `${visible(line.trimEnd())}\n`;
  return { level, hooks: { streamWrite } };
}
