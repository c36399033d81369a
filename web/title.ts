import type { State } from '../client/state.ts';
import type { Store } from '../client/store.ts';
import { roomTitle } from './words/words.ts';

/** The tab says where one is, and how much was written while one looked elsewhere. */
export function keepTitle(screen: Store<State>, signal: AbortSignal): void {
  const show = (): void => {
    const { current, rooms } = screen.get();
    const others = [...rooms.values()].filter(({ name }) => document.hidden || name !== current);
    const unread = others.reduce((sum, room) => sum + room.unread, 0);
    const place = current === undefined ? '' : `# ${roomTitle(current)} · `;
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${place}Causette`;
  };
  screen.watch(({ rooms }) => rooms, show, signal);
  screen.watch(({ current }) => current, show, signal);
  document.addEventListener('visibilitychange', show, { signal });
}
