import type { State } from '../../client/state/state.ts';
import type { Store } from '../../client/state/store.ts';
import { isMyTurn, gameModelOf } from '../game/game-model.ts';
import { roomTitleOf, words } from '../words/words.ts';

interface Deps {
  readonly screen: Store<State>;
  readonly focused: Store<boolean>;
}

/** Keeps the tab title up to date: current room, unread count, and whether it is this person's turn. */
export function showTitle({ screen, focused }: Deps, signal: AbortSignal): void {
  const link = document.querySelector('link[rel="icon"]');
  const show = (): void => {
    const { current, rooms } = screen.get();
    const others = [...rooms.values()].filter(({ id }) => !focused.get() || id !== current);
    const unread = others.reduce((sum, room) => sum + room.unread, 0);
    const place = current === undefined ? '' : `${placeName(screen.get(), current)} · `;
    const isTurn = hasTurn(screen.get());
    const turn = isTurn ? words.turnInTitle : '';
    const icon = isTurn ? './icon-turn.svg' : './icon.svg';
    if (link?.getAttribute('href') !== icon) link?.setAttribute('href', icon);
    const title = `${turn}${unread > 0 ? `(${unread}) ` : ''}${place}Causette`;
    if (title !== document.title) document.title = title;
  };
  screen.watch(({ rooms }) => rooms, show, signal);
  screen.watch(({ current }) => current, show, signal);
  screen.watch(({ games }) => games, show, signal);
  screen.watch(({ outbox }) => outbox, show, signal);
  focused.watch((isFocused) => isFocused, show, signal);
}

/** A room that is not there for this person is not named. */
function placeName({ epoch, rooms }: State, current: string): string {
  const isMissing = epoch !== undefined && !rooms.has(current);
  return isMissing ? words.unknownRoom : roomTitleOf({ rooms }, current);
}

/** Whether it is this person's turn in some game. */
function hasTurn(state: State): boolean {
  return [...state.games.values()].some(({ room, message }) => {
    if (state.rooms.get(room)?.archived) return false;
    const model = gameModelOf(message, state);
    return model !== undefined && isMyTurn(model);
  });
}
