/** A command as it is typed: `/morpion Tata`. */
export interface TypedCommand {
  /** In small letters. */
  word: string;
  argument: string;
}

/** A path, `/!\` and what has two slashes are no commands. */
const command = /^\/(?=\?(?:\s|$)|\S*\p{L})([^\s/]+)(?:\s+(.*))?$/su;

/** Undefined for a text that is only a text. */
export function commandIn(typed: string): TypedCommand | undefined {
  const [, word, argument = ''] = command.exec(typed.trim()) ?? [];
  return word === undefined ? undefined : { word: word.toLowerCase(), argument };
}

/** The text that is meant: two slashes begin one with a slash. */
export function textIn(typed: string): string {
  return typed.replace(/^(\s*)\/\//u, '$1/');
}

/** What is to be typed so that this text is said. */
export function asTyped(text: string): string {
  const isRead = commandIn(text) !== undefined || textIn(text) !== text;
  return isRead ? text.replace('/', '//') : text;
}
