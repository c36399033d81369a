import type { Change } from '../../protocol/commands.ts';
import type { Message, OpenGame, Person, Present, RoomInfo } from '../../protocol/model.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { TransportKind } from '../transport/transport.ts';

/** This person's own reactions to a message: emoji → on (true) or removed (false). */
export type OwnReactions = ReadonlyMap<string, boolean>;

/** The state of the connection. */
export type Link =
  | { is: 'connecting'; by: TransportKind }
  | { is: 'open'; since: number; by: TransportKind }
  | { is: 'waiting'; code: number; reason: string; clean: boolean; retryAt: number }
  | { is: 'closed' };

/** People who just arrived, shown as one line between two messages; never stored. */
export interface Arrival {
  /** The `seq` of the preceding message. */
  after: number;
  people: Person[];
}

/** The replica of a room. */
export interface Room extends RoomInfo {
  /** Time of the last message, by the server's clock, in milliseconds since 1970. */
  at: number;
  /** `messages` includes every change up to this revision. */
  rev: number;
  /** `messages` holds every message with a greater `seq`; 0: from the first message on. */
  floor: number;
  /** In the order of `seq`, as of `rev` or later. */
  messages: readonly Message[];
  /**
   * Messages at or before `floor` that changed since `straysSince`: newer than their page of
   * history.
   */
  strays: readonly Message[];
  /** The revision from which on `strays` is complete. */
  straysSince: number;
  read: number;
  unread: number;
  /** The unread count of the welcome, and its revision. */
  welcomed: { rev: number; unread: number };
  count: number;
  people: readonly Present[];
  /** The revision at the last update of `people`. */
  peopleAt: number;
  typing: readonly { person: Person; until: number }[];
  arrivals: readonly Arrival[];
}

/** A change in the outbox, until it is answered and its effect has arrived. */
export interface Pending {
  change: Change & { id: string };
  /** When it was written, by this client's clock. */
  at: number;
  /** `done`: acknowledged, its effect has not arrived yet. */
  is: 'waiting' | 'done' | 'refused';
  /** The room's revision of the change, once done. */
  rev?: number;
  refusal?: Refusal;
}

/** Everything that a client knows, as one plain value. */
export interface State {
  link: Link;
  /** The usual round-trip time in milliseconds. */
  latency: number | undefined;
  you: Person | undefined;
  epoch: string | undefined;
  /** By id, in the order of creation. */
  rooms: ReadonlyMap<string, Room>;
  /** The present names of people who were called otherwise before, by their id. */
  names: ReadonlyMap<string, string>;
  /** Open games in every room, by the id of their message. */
  games: ReadonlyMap<string, OpenGame>;
  /** This person's own reactions by message, as far as known. */
  reacted: ReadonlyMap<string, OwnReactions>;
  /** Milliseconds after which a player who left may lose the game. */
  gameGrace: number;
  /** The bots, who accept proposals in any room. */
  bots: readonly Person[];
  /** The id of the room that the user looks at. */
  current: string | undefined;
  /** In the order written. */
  outbox: readonly Pending[];
}

export const emptyState: State = {
  link: { is: 'closed' },
  latency: undefined,
  you: undefined,
  epoch: undefined,
  rooms: new Map(),
  names: new Map(),
  games: new Map(),
  reacted: new Map(),
  gameGrace: 0,
  bots: [],
  current: undefined,
  outbox: [],
};

/** The room that the user looks at, once it is known. */
export function currentRoom(state: State): Room | undefined {
  return state.current === undefined ? undefined : state.rooms.get(state.current);
}
