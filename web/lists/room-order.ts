import type { Room } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { local } from '../storage/kept-texts.ts';
import { language, roomName } from '../words/words.ts';

const key = 'room-order';

export const roomOrders = ['latest', 'name'] as const;
export type RoomOrder = (typeof roomOrders)[number];

/** The order of the room list, saved in this browser. */
export const roomOrder = new Store<RoomOrder>(savedOrder());

export function chooseRoomOrder(order: RoomOrder): void {
  local.set(key, order);
  roomOrder.set(order);
}

/** Rooms by latest message, newest first, or by name; archived ones last. */
export function inOrder(rooms: Iterable<Room>): Room[] {
  return sorted(rooms).sort((a, b) => Number(a.archived ?? false) - Number(b.archived ?? false));
}

function sorted(rooms: Iterable<Room>): Room[] {
  if (roomOrder.get() === 'latest') return [...rooms].sort((a, b) => b.at - a.at);
  const { compare } = new Intl.Collator(language, { numeric: true, ignorePunctuation: true });
  return [...rooms].sort((a, b) => compare(roomName(a), roomName(b)));
}

function savedOrder(): RoomOrder {
  return local.get(key) === 'name' ? 'name' : 'latest';
}
