import type { Room } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { local } from '../storage/kept-texts.ts';
import { language, roomTitle } from '../words/words.ts';

const key = 'room-order';

export const roomOrders = ['latest', 'name'] as const;
export type RoomOrder = (typeof roomOrders)[number];

/** How the rooms are listed on this machine. */
export const roomOrder = new Store<RoomOrder>(kept());

export function chooseRoomOrder(order: RoomOrder): void {
  local.set(key, order);
  roomOrder.set(order);
}

/** The rooms with those in front where something was said last, or by their names. */
export function inOrder(rooms: Iterable<Room>): Room[] {
  if (roomOrder.get() === 'latest') return [...rooms].sort((a, b) => b.at - a.at);
  const { compare } = new Intl.Collator(language, { numeric: true, ignorePunctuation: true });
  return [...rooms].sort((a, b) => compare(roomTitle(a), roomTitle(b)));
}

function kept(): RoomOrder {
  return local.get(key) === 'name' ? 'name' : 'latest';
}
