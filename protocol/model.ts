import type { Seat } from './games/game.ts';

/**
 * Somebody with a name. The id is the server's and never changes; `via` marks those who speak plain
 * text and name themselves, and goes wherever the name goes.
 */
export interface Person {
  id: string;
  name: string;
  via?: 'text';
}

/** One emoji on a message and how many put it there; the first ten by name, as they came. */
export interface Reaction {
  emoji: string;
  count: number;
  by: Person[];
}

interface Placed {
  /** Made once by the author's client; unique for good. */
  id: string;
  /** The room's revision when the message was created: its place in the room, for ever. */
  seq: number;
  /** The room's revision when the message last changed. */
  rev: number;
  author: Person;
  /** Milliseconds since 1970, by the server's clock. */
  at: number;
}

export interface TextMessage extends Placed {
  kind: 'text';
  text: string;
  editedAt?: number;
  reactions?: Reaction[];
  /** The line as a plain-text author sent it, where it is not `[name]: text`. */
  line?: string;
}

/** The tombstone of a message: it keeps its place and loses its words. */
export interface DeletedMessage extends Placed {
  kind: 'deleted';
}

/** How a game came to its end; `seat` is who won. */
export type GameResult =
  | { is: 'won'; seat: Seat; by: 'line'; line: number[] }
  | { is: 'won'; seat: Seat; by: 'resignation' | 'absence' | 'time' }
  | { is: 'drawn' }
  /** The proposal was taken back, declined, or not taken in time. */
  | { is: 'withdrawn' }
  | { is: 'lapsed' };

/** A game is a message: whatever happens in it is a change of the message. */
export interface GameMessage extends Placed {
  kind: 'game';
  /** The name of its rules. */
  game: string;
  /** Who sits where; a free seat waits for somebody, or for `invited`. */
  seats: [Person | null, Person | null];
  invited?: Person;
  moves: number[];
  /** Since when each of the two is gone, in milliseconds since 1970; null: is here. */
  gone: [number | null, number | null];
  /** Games that each of the two had won against the other in this room when this one began. */
  score: [number, number];
  result?: GameResult;
  /** The game that it was offered to be played again as. */
  rematch?: string;
}

export type Message = TextMessage | GameMessage | DeletedMessage;

/** A game that is open, and the room that it is in. */
export interface OpenGame {
  room: string;
  message: GameMessage;
}

/** A room as the welcome tells it to one person. */
export interface RoomSummary {
  /** What it is known by for ever, in commands and addresses. */
  name: string;
  /** Its name as it was written: `name` is made from it. */
  title: string;
  topic: string;
  rev: number;
  /** When something was last said, or the room was made: milliseconds since 1970. */
  at: number;
  /** This person has read up to this `seq`. */
  read: number;
  /** Messages of others after `read`, counted up to 100. */
  unread: number;
}

/** The people of a room who are found: the best of them, with the counts of all. */
export interface FoundPeople {
  room: string;
  /** How many are here. */
  count: number;
  /** How many of them have the words in their names. */
  found: number;
  /** The first 50 of those. */
  people: Present[];
}

/** A person in a room: looking at it, or elsewhere with the page still open. */
export interface Present extends Person {
  away: boolean;
}
