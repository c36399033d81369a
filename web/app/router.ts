import type { Chat } from '../../client/chat.ts';
import { defaultRoom } from '../../protocol/limits.ts';
import { roomAddress } from '../../protocol/text/names.ts';

/** Enters the room that the URL names (`/#room-name`), now and on every link, back or forward. */
export function followHash(chat: Chat): void {
  const enter = (): void => chat.enter(roomIn(location.hash));
  addEventListener('hashchange', enter);
  enter();
}

export function addressOf(room: string): string {
  return `#${encodeURIComponent(room)}`;
}

export function goTo(room: string): void {
  location.hash = addressOf(room);
}

function roomIn(hash: string): string {
  const name = new URLSearchParams(`room=${hash.slice(1).replaceAll('+', '%2B')}`).get('room');
  return roomAddress(name ?? '') ?? defaultRoom;
}
