/** A typed command, as `/morpion Tata`. */
export interface TypedCommand {
  /** In lower case. */
  word: string;
  argument: string;
}

/** Paths, `/!\` and texts that begin with two slashes do not match. */
const command = /^\/(?=\?(?:\s|$)|\S*\p{L})([^\s/]+)(?:\s+(.*))?$/su;

/** The command in a typed text; undefined for an ordinary text. */
export function commandIn(typed: string): TypedCommand | undefined {
  const [, word, argument = ''] = command.exec(typed.trim()) ?? [];
  return word === undefined ? undefined : { word: word.toLowerCase(), argument };
}

/** The text to send: two slashes at the beginning become one. */
export function textIn(typed: string): string {
  return typed.replace(/^(\s*)\/\//u, '$1/');
}

/** The reverse: what to type so that this text is sent. */
export function asTyped(text: string): string {
  const needsEscape = commandIn(text) !== undefined || textIn(text) !== text;
  return needsEscape ? text.replace('/', '//') : text;
}
