import { Type, type Static } from 'typebox';
import {
  Message,
  type FoundPeople,
  type OpenGame,
  type Person,
  type Present,
  type RoomInfo,
  type RoomSummary,
} from './model.ts';
import type { Refusal } from './refusals.ts';
import { shape, text, whole } from './shape.ts';

/** The first frame of every connection. */
export interface Welcome {
  type: 'welcome';
  you: Person;
  /** The identity of the store: revisions of another epoch are meaningless. */
  epoch: string;
  rooms: RoomSummary[];
  /** The room named in the connection's query, which is followed already. */
  follows?: string;
  /** Your open games, and the latest open games of others. */
  games: OpenGame[];
  /** The bots, who can be challenged in every open room, and where they were invited. */
  bots: Person[];
  limits: { text: number; frame: number };
  /** Seconds between two heartbeats. */
  heartbeat: number;
  /** Seconds that a player may be gone before the other can claim the win. */
  grace: number;
  /** People who have changed their name, as they are called now: messages may have an earlier name. */
  renamed?: Person[];
}

/**
 * Changes of a room: live, in a batch, or in a catch-up. A client at revision `from` or later
 * applies the messages and is then at `rev`. Contains every message created or last changed between
 * the two, as of `rev` or later, so that none is skipped. Ordered by `rev`.
 */
export const RoomChanges = shape('RoomChanges', {
  type: Type.Literal('changes'),
  room: text('The id of the room.'),
  from: whole(),
  rev: whole(),
  messages: Type.Array(Message),
  reset: Type.Optional(
    Type.Literal(true, {
      description: 'Discard what you hold of this room: this is its latest page.',
    }),
  ),
  floor: Type.Optional(
    whole('In a reset: every message with a greater `seq` is included; 0 means from the first on.'),
  ),
});
export type RoomChanges = Static<typeof RoomChanges>;

/** The command is done. A change is stored, as revision `rev` of its room. */
export const Ack = shape('Ack', {
  type: Type.Literal('ack'),
  id: text(),
  rev: Type.Optional(whole()),
  room: Type.Optional(text('The id of the room that was created.')),
});
export type Ack = Static<typeof Ack>;

/** The command had no effect. */
export interface Refused extends Refusal {
  type: 'refused';
  id?: string;
}

/** A person has changed their name. Show it in what they wrote before, too. */
export interface NameChange {
  type: 'renamed';
  person: Person;
}

/**
 * A room came (its summary), changed (its info), or is gone: nothing more of it follows, and what is
 * held of it has to be forgotten.
 */
export interface RoomNotice {
  type: 'room';
  room: RoomSummary | RoomInfo | RoomGone;
}

export interface RoomGone {
  id: string;
  gone: true;
}

/** This person has read up to `seq`, in this tab or another. */
export interface ReadMark {
  type: 'read';
  room: string;
  seq: number;
}

/** This person added an emoji to a message or removed it, in this tab or another. */
export interface OwnReaction {
  type: 'reaction';
  message: string;
  emoji: string;
  on: boolean;
}

/** People who are typing in the room. */
export interface Typing {
  type: 'typing';
  room: string;
  people: Person[];
}

/**
 * The people in the room: all, or 200 including the latest authors; `count` is the number of all.
 */
export interface People {
  type: 'people';
  room: string;
  count: number;
  people: Present[];
}

/** Who came, left, or went away since the last list. */
export interface Presence {
  type: 'presence';
  room: string;
  count: number;
  here: Present[];
  gone: Person[];
}

/** The people found by `people.find`. */
export interface Found extends FoundPeople {
  type: 'found';
  id?: string;
  text: string;
}

/** Sent at a fixed interval: the revision of each room that the connection follows. */
export interface Heartbeat {
  type: 'heartbeat';
  rooms: Record<string, number>;
}

/** The server is shutting down; reconnect after this many seconds. */
export interface Bye {
  type: 'bye';
  retryAfter: number;
}

export type Frame =
  | Welcome
  | RoomChanges
  | Ack
  | Refused
  | RoomNotice
  | NameChange
  | ReadMark
  | OwnReaction
  | Typing
  | People
  | Presence
  | Found
  | Heartbeat
  | Bye;
