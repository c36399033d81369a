import { Type, type Static } from 'typebox';
import type { Message, Person, RoomSummary } from './model.ts';
import { Id, TypedName } from './commands.ts';
import { limits } from './limits.ts';

const Revision = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** The body of `POST /api/session`. */
export const NewSession = Type.Object({ name: TypedName });
export type NewSession = Static<typeof NewSession>;

/** The answer to `POST /api/session`; a program keeps the token, a browser gets a cookie. */
export interface SessionMade {
  person: Person;
  token: string;
}

/** The answer to `GET /api/rooms`. */
export interface RoomList {
  /** The identity of the store: revisions of another epoch are meaningless. */
  epoch: string;
  rooms: RoomSummary[];
}

/** The query of a room's history: messages with a `seq` below `before`. */
export const HistoryQuery = Type.Object({
  before: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.page })),
});
export type HistoryQuery = Static<typeof HistoryQuery>;

/**
 * The query of `/ws` and of `POST /api/connections`: a room to follow at once, as with the command
 * `follow`.
 */
export const OpeningQuery = Type.Object({
  room: Type.Optional(TypedName),
  /** The revision that the client holds; none if absent. */
  after: Type.Optional(Revision),
  /** The epoch of the revision; another one causes a reset. */
  epoch: Type.Optional(Id),
});
export type OpeningQuery = Static<typeof OpeningQuery>;

/** The answer to `POST /api/connections`. */
export interface ConnectionMade {
  /** The secret id of the connection, valid for its owner only. */
  connection: string;
}

/** The longest wait of a poll, in seconds. */
export const maxWait = 60;

/** Seconds to wait for the first frames; without `wait` the response never ends. */
export const FramesQuery = Type.Object({
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: maxWait })),
});

/**
 * The body of `POST /api/connections/:connection/commands`; each command is validated by itself.
 */
export const CommandList = Type.Array(Type.Unknown(), { maxItems: limits.commands });

/** The query of a room's changes after a revision. */
export const ChangesQuery = Type.Object({
  /** The revision that the client holds; none if absent. */
  after: Type.Optional(Revision),
  /** Seconds to wait while there are no changes. */
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: maxWait, default: 0 })),
  /** The epoch of the revision; another one causes a reset. */
  epoch: Type.Optional(Id),
});
export type ChangesQuery = Static<typeof ChangesQuery>;

/** The query of a message's reactions. */
export const ReactionsQuery = Type.Object({
  /** The emoji whose people are listed; nobody is listed if absent. */
  emoji: Type.Optional(Type.String({ maxLength: limits.emoji })),
  /** The `next` of the previous page. */
  after: Type.Optional(Revision),
});

/** The query of a room's people. */
export const PeopleQuery = Type.Object({
  /** Words or parts of words of a name, in any order; everyone is found if absent. */
  search: Type.Optional(TypedName),
});

/** The reactions to a message. */
export interface Reacted {
  /** The emoji that the requesting person has put on it. */
  own: string[];
  /** The people who put the requested emoji on it, oldest first, at most 50. */
  people: Person[];
  /** The `after` of the next page; absent on the last. */
  next?: number;
}

/** A page of history, ordered by `seq`. */
export interface History {
  room: string;
  /** The room's revision when the page was read. */
  rev: number;
  messages: Message[];
  /**
   * Every message with a `seq` above this and below `before` is included; 0 means from the first
   * on.
   */
  floor: number;
}
