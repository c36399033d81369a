import type { Person } from '../../../protocol/model.ts';
import { currentRoom } from '../../../client/state/state.ts';
import { games } from '../../../protocol/games/games.ts';
import { h } from '../../dom/h.ts';
import { list, type Entry } from '../../dom/list.ts';
import { openBeside } from '../../dom/popover.ts';
import { setText } from '../../dom/update.ts';
import { opponentsIn } from '../../game/opponents.ts';
import type { AppContext } from '../../app/app-context.ts';
import { gameTitle, words } from '../../words/words.ts';
import { choice } from '../parts/choice.ts';
import type { Fault } from '../parts/fault.ts';
import { few, personField } from '../people/person-field.ts';
import { shownName } from '../../text/shown-name.ts';

const names = [...games.keys()];

/** A button to propose a game, with a popover to choose the game and the opponent. */
export function propose(context: AppContext, fault: Fault, signal: AbortSignal): HTMLElement[] {
  const { chat, screen } = context;
  let [game = ''] = names;
  const button = h('button', { class: 'composer__tool', type: 'button', title: words.proposeGame });
  button.append(`# ${gameTitle(game)}`);
  button.ariaHasPopup = 'dialog';
  const titles = names.map((name) => [name, gameTitle(name)] as const);
  const gameChoice = choice(words.whichGame, titles, game, (chosen) => (game = chosen));
  const proposeTo = (to?: string): void => {
    popover.hidePopover();
    button.focus();
    fault.showRefusal(chat.games.propose(screen.get().current ?? '', game, to));
  };
  const opponentList = opponents(context, proposeTo, signal);
  const popover = h('div', { class: 'popover propose', popover: 'auto', role: 'dialog' });
  popover.ariaLabel = words.proposeGame;
  popover.append(gameChoice, ...opponentList.elements);

  const open = (): void => {
    opponentList.reset();
    openBeside(popover, button);
  };
  button.addEventListener('click', open, { signal });
  return [button, popover];
}

/** The list of possible opponents, with a search field when there are many. */
function opponents(
  { chat, screen }: AppContext,
  proposeTo: (to?: string) => void,
  signal: AbortSignal,
) {
  const title = h('h2', { class: 'propose__title', id: 'propose-to' }, words.proposeTo);
  const field = personField();
  const people = h('div', { class: 'propose__people', role: 'group', 'aria-labelledby': title.id });
  const showOpponents = list(people, ({ id = '' }: Opponent) => id, opponentButton(proposeTo));

  const show = (): void => {
    const state = screen.get();
    const all = opponentsIn(state, state.current ?? '');
    field.hidden = all.length < few;
    if (field.value === '') showOpponents([{ name: words.everyone }, ...all]);
  };
  const find = async (): Promise<void> => {
    const typed = field.value;
    const { findOpponents } = await import('../../game/find-opponents.ts');
    const found = await findOpponents(chat, typed);
    if (typed !== '' && typed === field.value) showOpponents(found);
    else show();
  };
  const reset = (): void => {
    field.value = '';
    show();
  };
  screen.watch((state) => currentRoom(state)?.people, show, signal);
  screen.watch(({ bots }) => bots, show, signal);
  // A failed search is repeated with the next letter.
  field.addEventListener('input', () => void find().catch(() => {}), { signal });
  return { elements: [title, field, people], reset };
}

/** A possible opponent; without an id, everyone. */
type Opponent = Pick<Person, 'name' | 'via'> & Partial<Pick<Person, 'id'>>;

function opponentButton(proposeTo: (to?: string) => void): (opponent: Opponent) => Entry<Opponent> {
  return ({ id }) => {
    const root = h('button', { class: 'propose__one', type: 'button' });
    root.addEventListener('click', () => proposeTo(id));
    return { root, show: (opponent) => setText(root, shownName(opponent)) };
  };
}
