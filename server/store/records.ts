import type { Message } from '../../protocol/model.ts';

/** A stored room. */
export interface RoomRow {
  /** For joins inside the store; never leaves it. */
  number: number;
  /** Its permanent address. */
  id: string;
  name: string;
  rev: number;
  /** Time of the last post, in milliseconds since 1970. */
  said: number;
}

/** A stored message and its room. */
export interface Kept {
  room: Pick<RoomRow, 'number' | 'id'>;
  message: Message;
}
