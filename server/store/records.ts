import type { Message } from '../../protocol/model.ts';

/** A room as the store has it. */
export interface RoomRow {
  id: number;
  name: string;
  title: string;
  rev: number;
  /** When something was last said, in milliseconds since 1970. */
  said: number;
}

/** A message and its room. */
export interface Kept {
  room: { id: number; name: string };
  message: Message;
}
