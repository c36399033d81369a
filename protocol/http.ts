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
  /** Names the store: revisions of another epoch mean nothing. */
  epoch: string;
  rooms: RoomSummary[];
}

/** The query of a room's history: the messages before a place. */
export const HistoryQuery = Type.Object({
  before: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.page })),
});
export type HistoryQuery = Static<typeof HistoryQuery>;

/**
 * The query of `/ws` and of `POST /api/connections`: a room that is followed from the start, as the
 * command `follow` would.
 */
export const OpeningQuery = Type.Object({
  room: Type.Optional(TypedName),
  /** What the client holds of it; left out, it holds nothing. */
  after: Type.Optional(Revision),
  /** The store that the revision comes from; another one means a reset. */
  epoch: Type.Optional(Id),
});
export type OpeningQuery = Static<typeof OpeningQuery>;

/** The answer to `POST /api/connections`. */
export interface ConnectionMade {
  /** Only whoever opened it knows it, and only they may use it. */
  connection: string;
}

/** Seconds for which a poll may wait. */
export const longestWait = 60;

/** Seconds to wait for the first frames; without them the body never ends. */
export const FramesQuery = Type.Object({
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: longestWait })),
});

/** The body of `POST /api/connections/:connection/commands`: each is checked by itself. */
export const CommandList = Type.Array(Type.Unknown(), { maxItems: limits.commands });

/** The query of what a room has to say after a revision. */
export const ChangesQuery = Type.Object({
  /** What the client holds; left out, it holds nothing. */
  after: Type.Optional(Revision),
  /** Seconds to wait where there is nothing yet. */
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: longestWait, default: 0 })),
  /** The store that the revision comes from; another one means a reset. */
  epoch: Type.Optional(Id),
});
export type ChangesQuery = Static<typeof ChangesQuery>;

/** The query of who reacted to a message. */
export const ReactionsQuery = Type.Object({
  /** Whose people are asked for; left out, nobody is listed. */
  emoji: Type.Optional(Type.String({ maxLength: limits.emoji })),
  /** The `next` of the page before. */
  after: Type.Optional(Revision),
});

/** The query of who is in a room. */
export const PeopleQuery = Type.Object({
  /** Beginnings or parts of words of a name, in any order; left out, everybody is found. */
  search: Type.Optional(TypedName),
});

/** Who reacted to a message. */
export interface Reacted {
  /** The emoji that whoever asks has put there. */
  own: string[];
  /** Those who put the asked emoji there, in the order in which they came: 50 at most. */
  people: Person[];
  /** The `after` of the next page; left out on the last. */
  next?: number;
}

/** A page of history, in the order of `seq`. */
export interface History {
  room: string;
  /** The room's revision at the time of reading. */
  rev: number;
  messages: Message[];
  /** Every message after this place and before the asked one is here; 0 says none is before. */
  floor: number;
}
