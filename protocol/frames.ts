import type { FoundPeople, Message, OpenGame, Person, Present, RoomSummary } from './model.ts';
import type { Refusal } from './refusals.ts';

/** The first frame of every connection. */
export interface Welcome {
  type: 'welcome';
  you: Person;
  /** Names the store: revisions of another epoch mean nothing. */
  epoch: string;
  rooms: RoomSummary[];
  /** The room that the address asked for: it is followed already. */
  follows?: string;
  /** Your open games, and the latest of others. */
  games: OpenGame[];
  /** Who plays for the server: to be proposed to in any room, whether seen there or not. */
  bots: Person[];
  limits: { text: number; frame: number };
  /** Seconds between two heartbeats. */
  heartbeat: number;
  /** Seconds after which somebody who left a game may lose it. */
  grace: number;
}

/**
 * All that a room has to say, live, in a batch or in catching up: whoever is at `from` or later
 * applies the messages and is at `rev`. Every message that was created or last changed between the
 * two is there, as it was at `rev` or later, so that no place is ever skipped. Messages come in the
 * order of their `rev`.
 */
export interface RoomChanges {
  type: 'changes';
  room: string;
  from: number;
  rev: number;
  messages: Message[];
  /** Forget what you hold of this room: here is its end. */
  reset?: true;
  /** In a reset: every message after this place is in the frame; 0 says that none is before. */
  floor?: number;
}

/** The command is done; a change of a room is on disk as revision `rev`. */
export interface Ack {
  type: 'ack';
  id: string;
  rev?: number;
}

/** The command changed nothing. */
export interface Refused extends Refusal {
  type: 'refused';
  id?: string;
}

/** Somebody made a room. */
export interface RoomMade {
  type: 'room';
  room: RoomSummary;
}

/** This person has read so far, in this tab or in another. */
export interface ReadMark {
  type: 'read';
  room: string;
  seq: number;
}

/** This person has put an emoji on a message, or taken it back, in this tab or in another. */
export interface OwnReaction {
  type: 'reaction';
  message: string;
  emoji: string;
  on: boolean;
}

/** These people are writing in the room. */
export interface Typing {
  type: 'typing';
  room: string;
  people: Person[];
}

/**
 * Who is in the room: the whole list, or 200 of it with the count of all, those who spoke last
 * among them.
 */
export interface People {
  type: 'people';
  room: string;
  count: number;
  people: Present[];
}

/** Who came, went, or looked away since the last list of the room. */
export interface Presence {
  type: 'presence';
  room: string;
  count: number;
  here: Present[];
  gone: Person[];
}

/** Who is found by the text of a `people.find`. */
export interface Found extends FoundPeople {
  type: 'found';
  id?: string;
  text: string;
}

/** Sent at a steady pace: the revision of each room that the connection follows. */
export interface Heartbeat {
  type: 'heartbeat';
  rooms: Record<string, number>;
}

/** The server goes away; come back after so many seconds. */
export interface Bye {
  type: 'bye';
  retryAfter: number;
}

export type Frame =
  | Welcome
  | RoomChanges
  | Ack
  | Refused
  | RoomMade
  | ReadMark
  | OwnReaction
  | Typing
  | People
  | Presence
  | Found
  | Heartbeat
  | Bye;

/** Every type of frame, for whoever must list them. */
export const frameTypes = {
  welcome: true,
  changes: true,
  ack: true,
  refused: true,
  room: true,
  read: true,
  reaction: true,
  typing: true,
  people: true,
  presence: true,
  found: true,
  heartbeat: true,
  bye: true,
} as const satisfies Record<Frame['type'], true>;
