import { Type, type Static } from 'typebox';
import type { Message, Person } from './model.ts';
import { limits } from './limits.ts';

/** The body of `POST /api/session`. */
export const NewSession = Type.Object({ name: Type.String() });
export type NewSession = Static<typeof NewSession>;

/** The answer to `POST /api/session`; a program keeps the token, a browser gets a cookie. */
export interface SessionMade {
  person: Person;
  token: string;
}

/** The query of a room's history: the messages before a place. */
export const HistoryQuery = Type.Object({
  before: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.page })),
});
export type HistoryQuery = Static<typeof HistoryQuery>;

/** A page of history, in the order of `seq`. */
export interface History {
  room: string;
  /** The room's revision at the time of reading. */
  rev: number;
  messages: Message[];
  /** Every message after this place and before the asked one is here; 0 says none is before. */
  floor: number;
}
