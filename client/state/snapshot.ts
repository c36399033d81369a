import type { Message, Person, RoomKind } from '../../protocol/model.ts';
import { limits } from '../../protocol/limits.ts';
import { endOf, newRoom } from './reduce-room.ts';
import { emptyState, type Pending, type Room, type State } from './state.ts';

/** The person and the store of a replica. */
export interface Origin {
  you: Person;
  epoch: string;
}

/** The stored end of a room, with its floor and revision. */
export interface KeptRoom {
  /** Absent, like `kind` and `at`, in what older pages stored: there `name` is the id. */
  id?: string;
  kind?: RoomKind;
  name: string;
  topic: string;
  archived?: true;
  maker?: string;
  at?: number;
  rev: number;
  floor: number;
  messages: readonly Message[];
  read: number;
  unread: number;
}

/** The plain data of a client that outlives it. */
export interface Snapshot {
  origin: Origin;
  rooms: readonly KeptRoom[];
  /** In the order written. */
  outbox: readonly Pending[];
}

/** Messages stored per room: a few screens; the server has the rest. */
const kept = limits.page * 4;

/** Undefined before the first welcome. */
export function originOf({ you, epoch }: State): Origin | undefined {
  return you === undefined || epoch === undefined ? undefined : { you, epoch };
}

export function keptRoom(room: Room): KeptRoom {
  const end = room.messages.length > kept ? endOf(room, kept) : room;
  const { id, kind, name, topic, archived, maker, at, rev, floor, messages, read, unread } = end;
  const info = { id, kind, name, topic, ...(archived && { archived }), ...(maker && { maker }) };
  return { ...info, at, rev, floor, messages, read, unread };
}

/** The initial state of a client that shows its stored replica before it connects. */
export function restored({ origin, rooms, outbox }: Snapshot): State {
  const held = rooms.map(restoredRoom).map((room): [string, Room] => [room.id, room]);
  return { ...emptyState, ...origin, rooms: new Map(held), outbox };
}

/** History is fetched anew: changes before the floor are unknown. */
function restoredRoom({ floor, messages, ...summary }: KeptRoom): Room {
  const { id = summary.name, kind = 'open', at = 0 } = summary;
  return { ...newRoom({ ...summary, id, kind, at }), floor, messages };
}
