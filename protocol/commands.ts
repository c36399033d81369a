import { Type, type Static, type TSchema } from 'typebox';
import { limits } from './limits.ts';

/** A command's id is chosen by the client and comes back in the one answer. */
const AnswerId = Type.String({ minLength: 1, maxLength: limits.id });

/** The id of what lasts: the same id sent again is the same change, for good. */
export const LastingId = Type.String({
  maxLength: limits.id,
  pattern: `^[0-9A-Za-z_-]{8,${limits.id}}$`,
});

export const Id = Type.String({ maxLength: limits.id });
/** A name as somebody typed it. */
export const TypedName = Type.String({ maxLength: limits.typedName });
const Text = Type.String({ maxLength: limits.text });
/** A key of a record is held to its pattern alone. */
const RoomKey = Type.String({ pattern: `^.{0,${limits.typedName}}$` });
const Place = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

function gameCommand<Name extends string>(type: Name) {
  return Type.Object({ type: Type.Literal(type), id: LastingId, message: LastingId });
}

/** Commands that change what is kept. They are answered once the change is on disk. */
export const changes = {
  post: Type.Object({
    type: Type.Literal('post'),
    id: LastingId,
    room: TypedName,
    text: Text,
  }),
  edit: Type.Object({
    type: Type.Literal('edit'),
    id: LastingId,
    message: LastingId,
    text: Text,
  }),
  delete: Type.Object({
    type: Type.Literal('delete'),
    id: LastingId,
    message: LastingId,
  }),
  react: Type.Object({
    type: Type.Literal('react'),
    id: LastingId,
    message: LastingId,
    emoji: Type.String({ maxLength: limits.emoji }),
    /** True puts the emoji there, false takes it back. */
    on: Type.Boolean(),
  }),
  read: Type.Object({
    type: Type.Literal('read'),
    id: Type.Optional(AnswerId),
    room: TypedName,
    /** Everything up to this place has been seen. */
    seq: Place,
  }),
  'game.propose': Type.Object({
    type: Type.Literal('game.propose'),
    id: LastingId,
    room: TypedName,
    /** The name of the rules: `morpion` or `puissance-4`. */
    game: TypedName,
    /** The id of the person who alone may take the free seat. */
    to: Type.Optional(Id),
    /** The finished game that this one repeats, with the other player beginning. */
    again: Type.Optional(LastingId),
  }),
  'game.accept': gameCommand('game.accept'),
  'game.withdraw': gameCommand('game.withdraw'),
  'game.play': Type.Object({
    type: Type.Literal('game.play'),
    id: LastingId,
    message: LastingId,
    /** Moves made before this one: what the move answers to. */
    ply: Place,
    /** The cell, or the column, counted from 0. */
    move: Place,
  }),
  'game.resign': gameCommand('game.resign'),
  'game.claim': gameCommand('game.claim'),
  'room.create': Type.Object({
    type: Type.Literal('room.create'),
    id: LastingId,
    name: TypedName,
    topic: Type.Optional(Type.String({ maxLength: limits.topic })),
  }),
} as const satisfies Record<string, TSchema>;

/** Commands about this connection only: nothing of them is kept. */
export const signals = {
  follow: Type.Object({
    type: Type.Literal('follow'),
    id: Type.Optional(AnswerId),
    /** The store that the revisions come from; another one means a reset. */
    epoch: Type.Optional(Id),
    /** Room name to the revision that the client holds; 0 asks for the end of the room. */
    rooms: Type.Record(RoomKey, Place, {
      maxProperties: limits.rooms,
      // Without this, a name with a line break would be no name and its revision anything.
      additionalProperties: false,
    }),
  }),
  typing: Type.Object({
    type: Type.Literal('typing'),
    id: Type.Optional(AnswerId),
    room: TypedName,
  }),
  presence: Type.Object({
    type: Type.Literal('presence'),
    id: Type.Optional(AnswerId),
    /** The room that this connection looks at. */
    room: TypedName,
    away: Type.Boolean(),
  }),
  'people.find': Type.Object({
    type: Type.Literal('people.find'),
    id: Type.Optional(AnswerId),
    room: TypedName,
    /** Beginnings or parts of words of a name, in any order; none finds everybody. */
    text: TypedName,
  }),
} as const satisfies Record<string, TSchema>;

/** Everything that a client may ask, one schema a command. Unknown fields are ignored. */
export const commands = { ...changes, ...signals } as const;

type Of<Table extends Record<string, TSchema>> = {
  [Type in keyof Table]: Static<Table[Type]>;
};

export type Changes = Of<typeof changes>;
export type Signals = Of<typeof signals>;
export type Change = Changes[keyof Changes];
export type Signal = Signals[keyof Signals];
export type Command = Change | Signal;
