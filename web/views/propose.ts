import type { State } from '../../client/state.ts';
import { games } from '../../protocol/games/games.ts';
import { h } from '../dom/h.ts';
import { openBeside } from '../dom/popover.ts';
import { opponentsIn } from '../opponents.ts';
import type { Page } from '../page.ts';
import { gameTitle, words } from '../words/words.ts';
import { choice } from './choice.ts';
import type { Fault } from './fault.ts';

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
  const show = (state: State): void => {
    const here = opponentsIn(state, state.current ?? '');
    const everyone = one(words.everyone, () => ask());
    people.replaceChildren(everyone, ...here.map(({ id, name }) => one(name, () => ask(id))));
  };
  button.addEventListener(
    'click',
    () => {
      show(screen.get());
      openBeside(popover, button);
    },
    { signal },
  );
  return [button, popover];
}

function one(name: string, pick: () => void): HTMLElement {
  const button = h('button', { class: 'propose__one', type: 'button' }, name);
  button.addEventListener('click', pick);
  return button;
}
