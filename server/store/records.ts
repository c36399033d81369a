import type { Message } from '../../protocol/model.ts';

/** A stored room. */
export interface RoomRow {
  id: number;
  name: string;
  title: string;
  rev: number;
  /** Time of the last post, in milliseconds since 1970. */
  said: number;
}

/** A stored message and its room. */
export interface Kept {
  room: { id: number; name: string };
  message: Message;
}
