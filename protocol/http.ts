import { Type, type Static, type TSchema } from 'typebox';
import { Id, TypedName } from './commands.ts';
import { limits } from './limits.ts';
import { Message, Person, RoomSummary } from './model.ts';
import { refusals, type Refusal } from './refusals.ts';
import { shape, text, whole } from './shape.ts';

const Revision = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** The body of `POST /api/session`. */
export const NewSession = shape('NewSession', { name: TypedName });
export type NewSession = Static<typeof NewSession>;

/** The answer to `POST /api/session`; a program keeps the token, a browser gets a cookie. */
export const SessionMade = shape('SessionMade', { person: Person, token: text() });
export type SessionMade = Static<typeof SessionMade>;

/** The answer to `GET /api/session`. */
export const Session = shape('Session', { person: Type.Union([Person, Type.Null()]) });
export type Session = Static<typeof Session>;

/** The answer to `POST /api/device-links`: a secret that signs in one more device, once. */
export const DeviceLinkMade = shape('DeviceLinkMade', {
  code: text(),
  seconds: whole('How long it is valid.'),
});
export type DeviceLinkMade = Static<typeof DeviceLinkMade>;

/** The body of `POST /api/device-links/redeem`. */
export const DeviceLinkUse = shape('DeviceLinkUse', {
  code: Type.String({ maxLength: limits.secret }),
});

/** The body of `POST /api/name`. */
export const NewName = shape('NewName', { name: TypedName });

/** The answer to `POST /api/name`. */
export const Renamed = shape('Renamed', { person: Person });
export type Renamed = Static<typeof Renamed>;

/** The body of `POST /api/recovery-code`: the language of the words. */
export const NewRecoveryCode = shape('NewRecoveryCode', {
  language: Type.Union([Type.Literal('en'), Type.Literal('fr')]),
});
export type NewRecoveryCode = Static<typeof NewRecoveryCode>;

/** The answer to `POST /api/recovery-code`; the words are not shown again. */
export const RecoveryCode = shape('RecoveryCode', { words: Type.Array(text()) });
export type RecoveryCode = Static<typeof RecoveryCode>;

/** The body of `POST /api/recovery`. Case, accents, spaces and hyphens of the code do not matter. */
export const Recovery = shape('Recovery', {
  name: TypedName,
  code: Type.String({ maxLength: limits.secret }),
});

/** A session of the signed-in person. */
export const OwnSession = Type.Object({
  id: text('Names the session in DELETE /api/sessions/{session}.'),
  browser: text('The browser or program at sign-in, such as Firefox or curl; empty if unknown.'),
  system: text('Its system, such as Linux; empty if unknown.'),
  at: Type.Integer({ description: 'Time of the sign-in, in milliseconds since 1970.' }),
  used: Type.Integer({
    description: 'Time of the last use, to the day; now while it is connected.',
  }),
  current: Type.Boolean({ description: 'Whether this request uses it.' }),
});
export type OwnSession = Static<typeof OwnSession>;

/** The answer to `GET /api/sessions`, the last used first. */
export const OwnSessions = shape('OwnSessions', { sessions: Type.Array(OwnSession) });
export type OwnSessions = Static<typeof OwnSessions>;

/** The answer to `GET /api/rooms`. */
export const RoomList = shape('RoomList', {
  epoch: text('The identity of the store: revisions of another epoch are meaningless.'),
  rooms: Type.Array(RoomSummary),
});
export type RoomList = Static<typeof RoomList>;

/** The query of the list of rooms. */
export const RoomsQuery = Type.Object({
  all: Type.Optional(
    Type.Boolean({ description: 'Also the open rooms that this person has left.' }),
  ),
});

/** The answer to `GET /api/rooms/:room/members`. */
export const Members = shape('Members', {
  people: Type.Array(Person, { description: 'In the order in which they came.' }),
});
export type Members = Static<typeof Members>;

/** The answer to `GET /api/people`. */
export const PeopleFound = shape('PeopleFound', {
  people: Type.Array(Person, {
    maxItems: limits.found,
    description: `The first ${limits.found} of them.`,
  }),
  found: whole('The number of people found.'),
});
export type PeopleFound = Static<typeof PeopleFound>;

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
export const ConnectionMade = shape('ConnectionMade', {
  connection: text('The secret id of the connection, valid for its owner only.'),
});
export type ConnectionMade = Static<typeof ConnectionMade>;

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
export const Reacted = shape('Reacted', {
  own: Type.Array(text(), {
    description: 'The emoji that the requesting person has put on it.',
  }),
  people: Type.Array(Person, {
    maxItems: limits.page,
    description: `The people who put the requested emoji on it, oldest first, at most ${limits.page}.`,
  }),
  next: Type.Optional(whole('The `after` of the next page; absent on the last.')),
});
export type Reacted = Static<typeof Reacted>;

/** A page of history, ordered by `seq`. */
export const History = shape('History', {
  room: text('The id of the room.'),
  rev: whole("The room's revision when the page was read."),
  messages: Type.Array(Message),
  floor: whole(
    'Every message with a `seq` above this and below `before` is included; 0 means from the first on.',
  ),
});
export type History = Static<typeof History>;

/** Why a request had no effect. `refusals.ts` has the type: the page loads that file. */
export const RefusalBody = shape('Refusal', {
  code: Type.Enum(Object.keys(refusals), { type: 'string' }),
  message: text('A sentence for people.'),
  path: Type.Optional(text('A JSON pointer to the faulty field.')),
  retryAfter: Type.Optional(Type.Number({ description: 'Seconds.' })),
  suggestion: Type.Optional(text('A free name similar to the one that is taken.')),
} satisfies Record<keyof Refusal, TSchema>);
