import { wallClock } from '../../client/runtime/clock.ts';
import { Dwell } from './dwell.ts';
import type { AppContext } from '../app/app-context.ts';
import { isCovered } from '../app/panels.ts';

/**
 * Marks messages as read that stay in view while the page is watched. `seenTo` returns the `seq` of
 * the last message in view. Call the returned function when that may have changed.
 */
export function markRead(
  context: AppContext,
  seenTo: () => number | undefined,
  signal: AbortSignal,
): () => void {
  const { chat, screen, focused, panels } = context;
  const roomName = (): string => screen.get().current ?? '';
  const unread = (): number | undefined => {
    const room = chat.store.get().rooms.get(roomName());
    const last = room?.messages.at(-1);
    if (room === undefined || last === undefined || last.seq <= room.read) return undefined;
    if (!focused.get() || isCovered(panels.get())) return undefined;
    const seq = seenTo();
    return seq !== undefined && seq > room.read ? seq : undefined;
  };
  const dwell = new Dwell(wallClock, unread, (seq) => chat.read(roomName(), seq));
  const restart = (): void => {
    dwell.reset();
    dwell.update();
  };
  // The next room is checked once it is rendered.
  screen.watch(
    ({ current }) => current,
    () => dwell.reset(),
    signal,
  );
  focused.watch((isFocused) => isFocused, restart, signal);
  panels.watch((shown) => shown, restart, signal);
  signal.addEventListener('abort', () => dwell.reset());
  return () => dwell.update();
}
