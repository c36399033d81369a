/** Somebody with a name. The id is the server's and never changes. */
export interface Person {
  id: string;
  name: string;
}

/** Who wrote a message: `via` marks those who speak plain text and name themselves. */
export interface Author extends Person {
  via?: 'text';
}

/** One emoji on a message and who put it there, in the order in which they came. */
export interface Reaction {
  emoji: string;
  by: Person[];
}

interface Placed {
  /** Made once by the author's client; unique for good. */
  id: string;
  /** The room's revision when the message was created: its place in the room, for ever. */
  seq: number;
  /** The room's revision when the message last changed. */
  rev: number;
  author: Author;
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

export type Message = TextMessage | DeletedMessage;

/** A room as the welcome tells it to one person. */
export interface RoomSummary {
  name: string;
  topic: string;
  rev: number;
  /** This person has read up to this `seq`. */
  read: number;
  /** Messages of others after `read`, counted up to 100. */
  unread: number;
}

/** A person in a room: looking at it, or elsewhere with the page still open. */
export interface Present extends Person {
  away: boolean;
}
