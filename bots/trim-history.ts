import { endOf } from '../client/state/reduce-room.ts';
import type { Room, State } from '../client/state/state.ts';

/** More than fill a screen, so that nothing is fetched again. */
const held = 500;

/** Lets go of what was said where it is much: who only plays may stay for months. */
export function forgetTalk(state: State): State {
  const rooms = [...state.rooms.values()];
  if (!rooms.some(isFull)) return state;
  const emptied = rooms.map((room) => (isFull(room) ? endOf(room, 0) : room));
  return { ...state, rooms: new Map(emptied.map((room) => [room.name, room])) };
}

function isFull({ messages, strays }: Room): boolean {
  return messages.length + strays.length > held;
}
