import type { Chat } from '../client/chat.ts';
import { currentRoom } from '../client/state.ts';
import { paced } from './pace.ts';

/** How often reading is told to the server at most, in milliseconds. */
const pace = 500;

/** Marks the current room as read up to its end; a room that is left meanwhile keeps its mark. */
export function readMarker(chat: Chat): () => void {
  const marks = new Map<string, number>();
  const tell = paced(
    () => pace,
    () => {
      for (const [room, seq] of marks) chat.read(room, seq);
      marks.clear();
    },
  );
  return () => {
    const room = currentRoom(chat.store.get());
    const last = room?.messages.at(-1);
    if (room === undefined || last === undefined || last.seq <= room.read) return;
    marks.set(room.name, last.seq);
    tell();
  };
}
