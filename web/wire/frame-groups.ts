import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { LogEntry } from './log-entry.ts';

/** Messages and their answers, signals that are not stored, the connection itself, and HTTP polls. */
export type Group = 'messages' | 'signals' | 'connection' | 'polls';

export const groups: readonly Group[] = ['messages', 'signals', 'connection', 'polls'];

/** The group of each frame and command type. */
export const groupOfType: Readonly<Record<Frame['type'] | Command['type'], Group>> = {
  welcome: 'connection',
  follow: 'connection',
  bye: 'connection',
  changes: 'messages',
  ack: 'messages',
  refused: 'messages',
  room: 'messages',
  renamed: 'messages',
  reaction: 'messages',
  post: 'messages',
  edit: 'messages',
  delete: 'messages',
  react: 'messages',
  'room.create': 'messages',
  'room.change': 'messages',
  'room.invite': 'messages',
  'room.remove': 'messages',
  'room.join': 'messages',
  'room.leave': 'messages',
  'room.archive': 'messages',
  'room.delete': 'messages',
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

/** The group of a log entry; an unknown frame type counts as a message. */
export function groupOf(passed: LogEntry): Group {
  if (passed.is === 'polled') return 'polls';
  if (passed.is !== 'sent' && passed.is !== 'received') return 'connection';
  const { type, id } = JSON.parse(passed.text) as { type: string; id?: string };
  // The answer to a signal is a signal.
  if (id === 'presence') return 'signals';
  return Object.hasOwn(groupOfType, type) ? groupOfType[type as Frame['type']] : 'messages';
}
