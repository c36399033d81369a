import type { Message, Person } from '../../protocol/model.ts';
import { limits } from '../../protocol/limits.ts';
import { endOf, newRoom } from './reduce-room.ts';
import { emptyState, type Pending, type Room, type State } from './state.ts';

/** Whose replica it is, and of which store. */
export interface Origin {
  you: Person;
  epoch: string;
}

/** What is kept of a room: its end, with where that begins and at which revision it stood. */
export interface KeptRoom {
  name: string;
  /** Left out, like `at`, where an older page kept it. */
  title?: string;
  topic: string;
  at?: number;
  rev: number;
  floor: number;
  messages: readonly Message[];
  read: number;
  unread: number;
}

/** What of a client outlives it: plain data, as a store of its own may keep it. */
export interface Snapshot {
  origin: Origin;
  rooms: readonly KeptRoom[];
  /** In the order in which they were written. */
  outbox: readonly Pending[];
}

/** Messages kept of each room: some screens, and the rest is history that the server has. */
const kept = limits.page * 4;

/** Undefined until a server has said who this client is. */
export function originOf({ you, epoch }: State): Origin | undefined {
  return you === undefined || epoch === undefined ? undefined : { you, epoch };
}

export function keptRoom(room: Room): KeptRoom {
  const end = room.messages.length > kept ? endOf(room, kept) : room;
  const { name, title, topic, at, rev, floor, messages, read, unread } = end;
  return { name, title, topic, at, rev, floor, messages, read, unread };
}

/** The state of a client that has not met its server yet, and shows what it had. */
export function restored({ origin, rooms, outbox }: Snapshot): State {
  const held = rooms.map((room): [string, Room] => [room.name, restoredRoom(room)]);
  return { ...emptyState, ...origin, rooms: new Map(held), outbox };
}

/** History is read anew from here on: what changed before it is in none of its pages' past. */
function restoredRoom({ floor, messages, ...summary }: KeptRoom): Room {
  const { name, title = name, at = 0 } = summary;
  return { ...newRoom({ ...summary, title, at }), floor, messages };
}
