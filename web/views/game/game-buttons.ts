import type { Games } from '../../../client/game-commands.ts';
import type { Answer } from '../../../client/chat.ts';
import { h } from '../../dom/h.ts';
import { otherSeat, type Match } from '../../game/game-model.ts';
import { namesOf } from '../../game/result-text.ts';
import { words } from '../../words/words.ts';
import type { Confirm, Question } from '../parts/confirm.ts';

interface Action {
  name: 'takeSeat' | 'decline' | 'withdraw' | 'resign' | 'rematch';
  isFor: (match: Match) => boolean;
  act: (games: Games, match: Match, room: string) => Promise<Answer>;
}

/** What a person can do with a game besides playing it. */
const actions: readonly Action[] = [
  { name: 'takeSeat', isFor: isOpenTo, act: (games, { message: { id } }) => games.accept(id) },
  {
    name: 'decline',
    isFor: ({ isAsked }) => isAsked,
    act: (games, { message: { id } }) => games.withdraw(id),
  },
  {
    name: 'withdraw',
    isFor: ({ stage, mine }) => stage === 'proposed' && mine !== undefined,
    act: (games, { message: { id } }) => games.withdraw(id),
  },
  {
    name: 'resign',
    isFor: ({ stage, mine }) => stage === 'playing' && mine !== undefined,
    act: (games, { message: { id } }) => games.resign(id),
  },
  { name: 'rematch', isFor: mayRepeat, act: again },
];

export interface GameButtons {
  root: HTMLElement;
  show: (match: Match) => void;
}

/** `tell` is given the answer to each. */
export function gameButtons(
  games: Games,
  room: string,
  confirm: Confirm,
  tell: (answer: Promise<Answer>) => void,
): GameButtons {
  let match: Match | undefined;
  const run = (action: Action): void => {
    const seen = match;
    if (seen === undefined) return;
    const act = (): void => tell(action.act(games, seen, room));
    if (action.name === 'resign') confirm.ask(resigning(seen), act);
    else act();
  };
  const buttons = actions.map((action) => {
    const style = action.name === 'takeSeat' ? 'button button--go' : 'button';
    const button = h('button', { class: style, type: 'button' }, words[action.name]);
    button.addEventListener('click', () => run(action));
    return { action, button };
  });
  const root = h('div', { class: 'game__buttons' }, ...buttons.map(({ button }) => button));

  const show = (next: Match): void => {
    match = next;
    for (const { action, button } of buttons) button.hidden = !action.isFor(next);
    root.hidden = buttons.every(({ button }) => button.hidden);
  };
  return { root, show };
}

function isOpenTo({ stage, mine, isAsked, message: { invited } }: Match): boolean {
  return stage === 'proposed' && mine === undefined && (isAsked || invited === undefined);
}

function mayRepeat({ stage, mine, message: { rematch } }: Match): boolean {
  return stage === 'over' && mine !== undefined && rematch === undefined;
}

function again(games: Games, { message: { game, id } }: Match, room: string): Promise<Answer> {
  return games.again(room, game, id);
}

function resigning(match: Match): Question {
  const other = namesOf(match)[otherSeat(match.mine ?? 0)];
  return { title: words.resignTitle, hint: words.resignHint(other), act: words.resign };
}
