import { limits } from '../limits.ts';
import type { TextMessage } from '../model.ts';
import { personName } from '../text/names.ts';
import { gameHelp, readGameCommand, type GameLine } from './games.ts';
import { isLonger } from '../text/words.ts';

/** Sent to every plain-text client when someone connects: the text of the course exercise. */
export const newcomerLine = 'New user logged in';

/** A parsed line of a plain-text client. */
export type Line =
  | { is: 'say'; text: string; name?: string; line?: string }
  | { is: 'help' }
  | { is: 'rooms' }
  | { is: 'name'; name: string }
  | { is: 'join'; room: string }
  | GameLine
  | { is: 'unknown'; word: string };

/** The longest line: a name as typed, `[`, `]: `, and a text. */
const longest = limits.typedName + limits.text + 4;

/**
 * Parses a line: `/word` is a command, `//` a text that begins with a slash, `[Toto]: coucou` a
 * text under another name, anything else a text of the connected person. A line that is too long is
 * not parsed: as a text it will be refused.
 */
export function readLine(raw: string): Line {
  if (isLonger(raw, longest)) return { is: 'say', text: raw, line: raw };
  if (raw.startsWith('//')) return { is: 'say', text: raw.slice(1), line: raw.slice(1) };
  if (raw.startsWith('/')) return readCommand(raw);
  const [, label, text] = /^\[([^\]]+)\]: ?(.*)$/su.exec(raw) ?? [];
  const name = label === undefined ? undefined : personName(label);
  if (name === undefined || text === undefined || text.trim() === '') {
    return { is: 'say', text: raw, line: raw };
  }
  const parsed = { is: 'say', text, name } as const;
  return lineOf(name, text) === raw ? parsed : { ...parsed, line: raw };
}

/** A message as a line for plain-text clients. */
export function messageLine(message: TextMessage): string {
  return message.line ?? lineOf(message.author.name, message.text);
}

/** The lines of `/help`. */
export const helpLines = [
  'Everything you type goes to everyone in the room.',
  '[Name]: text   speaks under that name',
  '/name NAME     gives you a name',
  '/rooms         lists the rooms',
  '/join ROOM     moves you to another room',
  '//text         says a text that begins with a slash',
  ...gameHelp,
  '/help          shows this',
];

function readCommand(raw: string): Line {
  const [word = '', ...rest] = raw.slice(1).trim().split(/\s+/u);
  const argument = rest.join(' ');
  switch (word.toLowerCase()) {
    case 'help':
      return { is: 'help' };
    case 'rooms':
      return { is: 'rooms' };
    case 'name':
      return { is: 'name', name: argument };
    case 'join':
      return { is: 'join', room: argument };
    default:
      return readGameCommand(word.toLowerCase(), argument) ?? { is: 'unknown', word: short(word) };
  }
}

/** Limits an echoed word to the length of a name. */
function short(word: string): string {
  return isLonger(word, limits.name) ? `${word.slice(0, limits.name).toWellFormed()}…` : word;
}

function lineOf(name: string, text: string): string {
  return `[${name}]: ${text}`;
}
