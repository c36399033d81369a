import type { Present } from '../../protocol/model.ts';
import { currentRoom } from '../../client/state.ts';
import { games } from '../../protocol/games/games.ts';
import { h } from '../dom/h.ts';
import { list, type Entry } from '../dom/list.ts';
import { openBeside } from '../dom/popover.ts';
import { opponentsIn } from '../opponents.ts';
import type { Page } from '../page.ts';
import { gameTitle, words } from '../words/words.ts';
import { choice } from './choice.ts';
import type { Fault } from './fault.ts';
import { shownName } from '../shown-name.ts';

const names = [...games.keys()];

/** The button that proposes a game, and what it opens: which game, and to whom. */
export function propose({ chat, screen }: Page, fault: Fault, signal: AbortSignal): HTMLElement[] {
  let [game = ''] = names;
  const button = h('button', { class: 'composer__tool', type: 'button', title: words.proposeGame });
  button.append(`# ${gameTitle(game)}`);
  button.ariaHasPopup = 'dialog';
  const titles = names.map((name) => [name, gameTitle(name)] as const);
  const which = choice(words.whichGame, titles, game, (chosen) => (game = chosen));
  const people = h('div', { class: 'propose__people' });
  const title = h('h2', { class: 'propose__title', id: 'propose-to' }, words.proposeTo);
  const popover = h('div', { class: 'popover propose', popover: 'auto', role: 'dialog' });
  popover.ariaLabel = words.proposeGame;
  popover.append(which, title, people);
  people.setAttribute('role', 'group');
  people.setAttribute('aria-labelledby', title.id);

  const ask = (to?: string): void => {
    popover.hidePopover();
    button.focus();
    fault.tell(chat.games.propose(screen.get().current ?? '', game, to));
  };
  const offer = list(people, ({ id = '' }: Opponent) => id, asking(ask));
  const show = (): void => {
    const state = screen.get();
    offer([{ name: words.everyone }, ...opponentsIn(state, state.current ?? '')]);
  };
  screen.watch((state) => currentRoom(state)?.people, show, signal);
  button.addEventListener('click', () => openBeside(popover, button), { signal });
  return [button, popover];
}

/** Somebody to play against; without an id, whoever wants to. */
type Opponent = Pick<Present, 'name' | 'via'> & Partial<Pick<Present, 'id'>>;

function asking(ask: (to?: string) => void): (opponent: Opponent) => Entry<Opponent> {
  return ({ id }) => {
    const root = h('button', { class: 'propose__one', type: 'button' });
    root.addEventListener('click', () => ask(id));
    return { root, show: (opponent) => (root.textContent = shownName(opponent)) };
  };
}
