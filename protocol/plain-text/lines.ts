import { limits } from '../limits.ts';
import type { TextMessage } from '../model.ts';
import { personName } from '../text/names.ts';
import { gameHelp, readGameCommand, type GameLine } from './games.ts';
import { isLonger } from '../text/words.ts';

/** What every plain-text client is told of a newcomer: the words of the lesson. */
export const newcomerLine = 'New user logged in';

/** What one line of a plain-text client asks for. */
export type Line =
  | { is: 'say'; text: string; name?: string; line?: string }
  | { is: 'help' }
  | { is: 'rooms' }
  | { is: 'name'; name: string }
  | { is: 'join'; room: string }
  | GameLine
  | { is: 'unknown'; word: string };

/** Characters of a line: a name as it is typed, `[`, `]: `, and a text. */
const longest = limits.typedName + limits.text + 4;

/**
 * Reads one line: `/word` commands, `//` for a text that begins with a slash, `[Toto]: coucou`
 * for a text under a name of its own, and anything else as a text of whoever is connected. What is
 * too long for any of them is not looked at: it is a text that will be refused.
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
  const said = { is: 'say', text, name } as const;
  return lineOf(name, text) === raw ? said : { ...said, line: raw };
}

/** A message as plain-text clients read it. */
export function messageLine(message: TextMessage): string {
  return message.line ?? lineOf(message.author.name, message.text);
}

/** The answer to `/help`, a line each. */
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

/** What is said back may be no longer than a name. */
function short(word: string): string {
  return isLonger(word, limits.name) ? `${word.slice(0, limits.name).toWellFormed()}…` : word;
}

function lineOf(name: string, text: string): string {
  return `[${name}]: ${text}`;
}
