import { wallClock } from '../../client/clock.ts';
import { Dwell } from './dwell.ts';
import type { Page } from '../app-context.ts';
import { isCovered } from '../app/panels.ts';

/**
 * Marks as read what is in view for a moment, while somebody looks at the page. `seenTo` gives the
 * place of the last message in view. The returned function is to be called when that may be another.
 */
export function readAlong(
  page: Page,
  seenTo: () => number | undefined,
  signal: AbortSignal,
): () => void {
  const { chat, screen, front, panels } = page;
  const roomName = (): string => screen.get().current ?? '';
  const unread = (): number | undefined => {
    const room = chat.store.get().rooms.get(roomName());
    const last = room?.messages.at(-1);
    if (room === undefined || last === undefined || last.seq <= room.read) return undefined;
    if (!front.get() || isCovered(panels.get())) return undefined;
    const place = seenTo();
    return place !== undefined && place > room.read ? place : undefined;
  };
  const dwell = new Dwell(wallClock, unread, (place) => chat.read(roomName(), place));
  const beginAnew = (): void => {
    dwell.leave();
    dwell.look();
  };
  // What is in view of the next room is looked at once it is shown.
  screen.watch(
    ({ current }) => current,
    () => dwell.leave(),
    signal,
  );
  front.watch((isInFront) => isInFront, beginAnew, signal);
  panels.watch((shown) => shown, beginAnew, signal);
  signal.addEventListener('abort', () => dwell.leave());
  return () => dwell.look();
}
