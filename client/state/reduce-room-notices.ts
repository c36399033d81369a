import type { RoomNotice } from '../../protocol/frames.ts';
import { blankRoom, withInfo } from './reduce-room.ts';
import type { Room, State } from './state.ts';

/** A room came, changed, or is gone; of a room that is gone nothing is kept. */
export function applyRoomNotice(state: State, { room }: RoomNotice): State {
  if ('gone' in room) return withoutRoom(state, room.id);
  const held = state.rooms.get(room.id);
  if (held !== undefined) {
    const next = withInfo(held, room);
    return next === held ? state : withRoom(state, next);
  }
  return 'rev' in room ? withRoom(state, blankRoom(room)) : state;
}

function withoutRoom(state: State, id: string): State {
  const lost = state.rooms.get(id);
  if (lost === undefined) return state;
  const rooms = new Map(state.rooms);
  rooms.delete(id);
  const games = new Map([...state.games].filter(([, { room }]) => room !== id));
  const reacted = new Map(state.reacted);
  for (const message of lost.messages) reacted.delete(message.id);
  return { ...state, rooms, games, reacted };
}

function withRoom(state: State, room: Room): State {
  return { ...state, rooms: new Map(state.rooms).set(room.id, room) };
}
