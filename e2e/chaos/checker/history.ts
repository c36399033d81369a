import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../protocol/commands.ts';
import type { Message, Person } from '../../../protocol/model.ts';

/** A change that somebody asked for, with the id that it keeps. */
export type Asked = Extract<Change, { id: string }> & { id: string };

/** What one person did and was told; the order in the list is theirs. */
export type Event =
  /** The client took the change, online or not. */
  | { is: 'asked'; change: Asked }
  | { is: 'acked'; id: string; rev?: number }
  | { is: 'refused'; id: string; code: string }
  | { is: 'opened' }
  | { is: 'closed'; code: number }
  /** A new client, with what was unsent and perhaps the rooms of the one before. */
  | { is: 'reloaded'; unsent: number }
  /** A message at a place; said of what nobody had seen there, or seen otherwise. */
  | { is: 'saw'; room: string; seq: number; id: string }
  /** A message that was at a later revision went back to an earlier one. */
  | { is: 'aged'; room: string; id: string; from: number; to: number }
  | ({ is: 'looked' } & Look);

/** All that a client held of a room at some time: places after `floor`, changes up to `rev`. */
export interface Look {
  room: string;
  floor: number;
  rev: number;
  /** What `digestOf` makes of the messages. */
  digest: string;
}

export interface History {
  person: Person;
  events: readonly Event[];
}

/** What a client holds of a room when all is over. */
export interface Replica {
  person: Person;
  room: string;
  floor: number;
  rev: number;
  messages: readonly Message[];
}

/** What the store holds. */
export interface Kept {
  rooms: readonly { room: string; rev: number; messages: readonly Message[] }[];
  /** Changes that are no post and no proposal: who made them, and at which revision. */
  answers: readonly { person: string; id: string; rev: number | null }[];
}

/** The server went down and its store was read before it came back. */
export interface Restart {
  /** How it went down. */
  by: string;
  /** Changes that were acknowledged since the restart before. */
  acked: readonly string[];
  /** Those of them that are in the store. */
  kept: readonly string[];
}

/** All that is known of a run when it is over. */
export interface Run {
  histories: readonly History[];
  restarts: readonly Restart[];
  replicas: readonly Replica[];
  kept: Kept;
}

/** Which messages are at which places, in one word. */
export function digestOf(messages: readonly Pick<Message, 'id' | 'seq'>[]): string {
  let hash = 0x811c9dc5;
  for (const { id, seq } of messages) {
    // FNV-1a over the end of the id, where its chance is, and the place.
    for (let at = id.length - 12; at < id.length; at++) {
      hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
    }
    hash = Math.imul(hash ^ seq, 0x01000193);
  }
  return `${messages.length}:${(hash >>> 0).toString(16)}`;
}

/** Writes a run to disk, a JSON line an event, a file a person. Returns the folder. */
export function saveRun(folder: string, { histories, restarts, replicas, kept }: Run): string {
  mkdirSync(folder, { recursive: true });
  const save = (name: string, lines: readonly object[]): void =>
    writeFileSync(
      join(folder, `${name}.jsonl`),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
  for (const { person, events } of histories) save(`person-${person.name}`, events);
  save('restarts', restarts);
  save('replicas', replicas);
  save(
    'messages',
    kept.rooms.flatMap(({ room, messages }) => messages.map((message) => ({ room, ...message }))),
  );
  save('answers', kept.answers);
  return folder;
}
