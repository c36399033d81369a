import type { Chat } from '../client/chat.ts';
import { currentRoom } from '../client/state.ts';
import { paced } from './pace.ts';

/** How often reading is told to the server at most, in milliseconds. */
const pace = 500;

/** Marks the current room as read up to its end. */
export function readMarker(chat: Chat): () => void {
  return paced(pace, () => {
    const room = currentRoom(chat.store.get());
    const last = room?.messages.at(-1);
    if (room !== undefined && last !== undefined) chat.read(room.name, last.seq);
  });
}
