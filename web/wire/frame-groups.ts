import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Passed } from './wire-log.ts';

/** Messages and their answers, signs that nobody keeps, the line itself, and what is asked beside it. */
export type Group = 'messages' | 'signals' | 'line' | 'polls';

export const groups: readonly Group[] = ['messages', 'signals', 'line', 'polls'];

/** What each type of frame and command is about. */
export const groupOfType: Readonly<Record<Frame['type'] | Command['type'], Group>> = {
  welcome: 'line',
  follow: 'line',
  bye: 'line',
  changes: 'messages',
  ack: 'messages',
  refused: 'messages',
  room: 'messages',
  reaction: 'messages',
  post: 'messages',
  edit: 'messages',
  delete: 'messages',
  react: 'messages',
  'room.create': 'messages',
  'game.propose': 'messages',
  'game.accept': 'messages',
  'game.withdraw': 'messages',
  'game.play': 'messages',
  'game.resign': 'messages',
  'game.claim': 'messages',
  typing: 'signals',
  read: 'signals',
  presence: 'signals',
  people: 'signals',
  'people.find': 'signals',
  found: 'signals',
  heartbeat: 'signals',
};

/** The group of something that passed; a type that this page does not know is shown as a message. */
export function groupOf(passed: Passed): Group {
  if (passed.is === 'polled') return 'polls';
  if (passed.is !== 'sent' && passed.is !== 'received') return 'line';
  const { type, id } = JSON.parse(passed.text) as { type: string; id?: string };
  // The answer to a sign is one.
  if (id === 'presence') return 'signals';
  return Object.hasOwn(groupOfType, type) ? groupOfType[type as Frame['type']] : 'messages';
}
