import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../protocol/commands.ts';
import type { Message, Person } from '../../../protocol/model.ts';

/** A requested change, with its id. */
export type RequestedChange = Extract<Change, { id: string }> & { id: string };

/** What a person's client requested and received, in order. */
export type Event =
  /** The client accepted the change, online or not. */
  | { is: 'requested'; change: RequestedChange }
  | { is: 'acked'; id: string; rev?: number }
  | { is: 'refused'; id: string; code: string }
  | { is: 'opened' }
  | { is: 'closed'; code: number }
  /** A new client, with the unsent changes and perhaps the rooms of the one before. */
  | { is: 'reloaded'; unsent: number }
  /** A message at a place, recorded when first seen there, or when another was seen there. */
  | { is: 'saw'; room: string; seq: number; id: string }
  /** A message went back to an earlier revision. */
  | { is: 'aged'; room: string; id: string; from: number; to: number }
  | ({ is: 'looked' } & Look);

/** What a client held of a room at one moment: places after `floor`, changes up to `rev`. */
export interface Look {
  room: string;
  floor: number;
  rev: number;
  /** The `digestOf` the messages. */
  digest: string;
}

export interface History {
  person: Person;
  events: readonly Event[];
}

/** What a client holds of a room at the end. */
export interface Replica {
  person: Person;
  room: string;
  floor: number;
  rev: number;
  messages: readonly Message[];
}

/** The contents of the store. */
export interface Kept {
  rooms: readonly { room: string; rev: number; messages: readonly Message[] }[];
  /** Changes other than posts and proposals: their authors and revisions. */
  answers: readonly { person: string; id: string; rev: number | null }[];
}

/** The server went down, and its store was read before it came back. */
export interface Restart {
  /** How it went down. */
  by: string;
  /** Changes acknowledged since the restart before. */
  acked: readonly string[];
  /** Those of them that are in the store. */
  kept: readonly string[];
}

/** Everything known of a run at its end. */
export interface Run {
  histories: readonly History[];
  restarts: readonly Restart[];
  replicas: readonly Replica[];
  kept: Kept;
}

/** A digest of which messages are at which places. */
export function digestOf(messages: readonly Pick<Message, 'id' | 'seq'>[]): string {
  let hash = 0x811c9dc5;
  for (const { id, seq } of messages) {
    // FNV-1a over the random end of the id, and the place.
    for (let at = id.length - 12; at < id.length; at++) {
      hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
    }
    hash = Math.imul(hash ^ seq, 0x01000193);
  }
  return `${messages.length}:${(hash >>> 0).toString(16)}`;
}

/** Writes a run to disk: a JSON line per event, a file per person. Returns the folder. */
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
