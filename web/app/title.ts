import type { State } from '../../client/state/state.ts';
import type { Page } from '../app-context.ts';
import { isMyTurn, matchOf } from '../game/game-model.ts';
import { titleOf, words } from '../words/words.ts';

/** The tab says where one is, what was written while one looked elsewhere, and that it is one's turn. */
export function keepTitle({ screen, front }: Page, signal: AbortSignal): void {
  const link = document.querySelector('link[rel="icon"]');
  const show = (): void => {
    const { current, rooms } = screen.get();
    const others = [...rooms.values()].filter(({ name }) => !front.get() || name !== current);
    const unread = others.reduce((sum, room) => sum + room.unread, 0);
    const place = current === undefined ? '' : `# ${titleOf({ rooms }, current)} · `;
    const isTurn = isAwaited(screen.get());
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
  front.watch((isInFront) => isInFront, show, signal);
}

/** A game waits for this person's move. */
function isAwaited(state: State): boolean {
  return [...state.games.values()].some(({ message }) => {
    const match = matchOf(message, state);
    return match !== undefined && isMyTurn(match);
  });
}
