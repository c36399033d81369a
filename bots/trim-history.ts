import { endOf } from '../client/state/reduce-room.ts';
import type { Room, State } from '../client/state/state.ts';

/** More than fills a screen, so that no history is fetched again. */
const limit = 500;

/** Drops the messages of long rooms: a bot may run for months. */
export function trimHistory(state: State): State {
  const rooms = [...state.rooms.values()];
  if (!rooms.some(isFull)) return state;
  const emptied = rooms.map((room) => (isFull(room) ? endOf(room, 0) : room));
  return { ...state, rooms: new Map(emptied.map((room) => [room.id, room])) };
}

function isFull({ messages, strays }: Room): boolean {
  return messages.length + strays.length > limit;
}
