import type { Chat } from '../../client/chat.ts';
import { defaultRoom } from '../../protocol/limits.ts';
import { roomAddress } from '../../protocol/text/names.ts';

/** The URL fragment of a link for another device: a fragment is in no log of a server. */
const devicePrefix = '#device=';

/** Enters the room that the URL names (`/#room-name`), now and on every link, back or forward. */
export function followHash(chat: Chat): void {
  const enter = (): void =>
    isDeviceLink(location.hash) ? location.reload() : chat.enter(roomIn(location.hash));
  addEventListener('hashchange', enter);
  enter();
}

export function addressOf(room: string): string {
  return `#${encodeURIComponent(room)}`;
}

export function goTo(room: string): void {
  location.hash = addressOf(room);
}

export function deviceLink(code: string): string {
  return `${new URL('.', location.href).href}${devicePrefix}${code}`;
}

function isDeviceLink(hash: string): boolean {
  return hash.startsWith(devicePrefix);
}

/** Takes the secret out of the address bar and the history. */
export function takeDeviceCode(): string | undefined {
  if (!isDeviceLink(location.hash)) return undefined;
  const code = location.hash.slice(devicePrefix.length);
  history.replaceState(null, '', location.pathname + location.search);
  return code;
}

function roomIn(hash: string): string {
  const name = new URLSearchParams(`room=${hash.slice(1).replaceAll('+', '%2B')}`).get('room');
  return roomAddress(name ?? '') ?? defaultRoom;
}
