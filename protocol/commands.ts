import { Type, type Static, type TSchema } from 'typebox';
import { limits } from './limits.ts';

/** The id of a command, chosen by the client; its answer carries the same id. */
const CommandId = Type.String({ minLength: 1, maxLength: limits.id });

/**
 * The id of a stored change or message. Sending it again never repeats the change (idempotency).
 */
export const StoredId = Type.String({
  maxLength: limits.id,
  pattern: `^[0-9A-Za-z_-]{8,${limits.id}}$`,
  /** The pattern in words, for people. */
  description: `8 to ${limits.id} letters, digits, \`-\` or \`_\``,
});

export const Id = Type.String({ maxLength: limits.id });
/** A name as typed, before normalisation. */
export const TypedName = Type.String({ maxLength: limits.typedName });
const Text = Type.String({ maxLength: limits.text });
/** The keys of a record are validated by their pattern alone. */
const RoomKey = Type.String({ pattern: `^.{0,${limits.typedName}}$` });
const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

const Topic = Type.String({ maxLength: limits.topic });
const People = Type.Array(Id, { maxItems: limits.invited });

function roomCommand<Name extends string>(type: Name) {
  return Type.Object({ type: Type.Literal(type), id: StoredId, room: TypedName });
}

function gameCommand<Name extends string>(type: Name) {
  return Type.Object({ type: Type.Literal(type), id: StoredId, message: StoredId });
}

/** Commands that change stored data; answered once the change is on disk. */
export const changes = {
  post: Type.Object({
    type: Type.Literal('post'),
    id: StoredId,
    room: TypedName,
    text: Text,
  }),
  edit: Type.Object({
    type: Type.Literal('edit'),
    id: StoredId,
    message: StoredId,
    text: Text,
  }),
  delete: Type.Object({
    type: Type.Literal('delete'),
    id: StoredId,
    message: StoredId,
  }),
  react: Type.Object({
    type: Type.Literal('react'),
    id: StoredId,
    message: StoredId,
    emoji: Type.String({ maxLength: limits.emoji }),
    /** True adds the emoji, false removes it. */
    on: Type.Boolean(),
  }),
  read: Type.Object({
    type: Type.Literal('read'),
    id: Type.Optional(CommandId),
    room: TypedName,
    /** The `seq` of the last message that was read. */
    seq: Seq,
  }),
  'game.propose': Type.Object({
    type: Type.Literal('game.propose'),
    id: StoredId,
    room: TypedName,
    /** The name of the game: `morpion` or `puissance-4`. */
    game: TypedName,
    /** The id of the only person who may take the free seat. */
    to: Type.Optional(Id),
    /** The id of the finished game of which this is a rematch; the other player begins. */
    again: Type.Optional(StoredId),
  }),
  'game.accept': gameCommand('game.accept'),
  'game.withdraw': gameCommand('game.withdraw'),
  'game.play': Type.Object({
    type: Type.Literal('game.play'),
    id: StoredId,
    message: StoredId,
    /** The number of moves made before this one. */
    ply: Seq,
    /** The index of the cell or column, from 0. */
    move: Seq,
  }),
  'game.resign': gameCommand('game.resign'),
  'game.claim': gameCommand('game.claim'),
  'room.create': Type.Object({
    type: Type.Literal('room.create'),
    id: StoredId,
    name: TypedName,
    topic: Type.Optional(Topic),
    /** `open` if absent. */
    kind: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('private')])),
    /** The ids of the first other members of a private room. */
    people: Type.Optional(People),
  }),
  /** Changes the name or the topic of a room; its id stays. */
  'room.change': Type.Object({
    type: Type.Literal('room.change'),
    id: StoredId,
    room: TypedName,
    name: Type.Optional(TypedName),
    topic: Type.Optional(Topic),
  }),
  /** Puts people into a private room; they can read all of its history. */
  'room.invite': Type.Object({
    type: Type.Literal('room.invite'),
    id: StoredId,
    room: TypedName,
    people: People,
  }),
  'room.remove': Type.Object({
    type: Type.Literal('room.remove'),
    id: StoredId,
    room: TypedName,
    /** The id of the member who loses the room. */
    person: Id,
  }),
  'room.join': roomCommand('room.join'),
  'room.leave': roomCommand('room.leave'),
  'room.archive': Type.Object({
    type: Type.Literal('room.archive'),
    id: StoredId,
    room: TypedName,
    /** True closes the room for writing, false reopens it. */
    on: Type.Boolean(),
  }),
  'room.delete': Type.Object({
    type: Type.Literal('room.delete'),
    id: StoredId,
    room: TypedName,
    /** The name of the room, as a confirmation. */
    name: TypedName,
  }),
} as const satisfies Record<string, TSchema>;

/** Commands about the connection itself; nothing is stored. */
export const signals = {
  follow: Type.Object({
    type: Type.Literal('follow'),
    id: Type.Optional(CommandId),
    /** The epoch of the revisions; another one causes a reset. */
    epoch: Type.Optional(Id),
    /** Room names with the revisions that the client holds; 0 requests the latest page. */
    rooms: Type.Record(RoomKey, Seq, {
      maxProperties: limits.rooms,
      // Otherwise a key with a line break would be accepted, with any value.
      additionalProperties: false,
    }),
  }),
  typing: Type.Object({
    type: Type.Literal('typing'),
    id: Type.Optional(CommandId),
    room: TypedName,
  }),
  presence: Type.Object({
    type: Type.Literal('presence'),
    id: Type.Optional(CommandId),
    /** The room that the user looks at. */
    room: TypedName,
    away: Type.Boolean(),
  }),
  'people.find': Type.Object({
    type: Type.Literal('people.find'),
    id: Type.Optional(CommandId),
    room: TypedName,
    /** Words or parts of words of a name, in any order; empty matches everyone. */
    text: TypedName,
  }),
} as const satisfies Record<string, TSchema>;

/** The schema of every command. Unknown fields are ignored. */
export const commands = { ...changes, ...signals } as const;

type Of<Table extends Record<string, TSchema>> = {
  [Type in keyof Table]: Static<Table[Type]>;
};

export type Changes = Of<typeof changes>;
export type Signals = Of<typeof signals>;
export type Change = Changes[keyof Changes];
export type Signal = Signals[keyof Signals];
export type Command = Change | Signal;
