import type { Games } from '../../../client/game-commands.ts';
import type { Answer } from '../../../client/sync/outbox.ts';
import { h } from '../../dom/h.ts';
import { otherSeat } from '../../../protocol/games/seats.ts';
import type { GameModel } from '../../game/game-model.ts';
import { namesOf } from '../../game/result-text.ts';
import { words } from '../../words/words.ts';
import type { Confirm, Question } from '../parts/confirm.ts';

interface Action {
  name: 'takeSeat' | 'decline' | 'withdraw' | 'resign' | 'rematch';
  isFor: (model: GameModel) => boolean;
  act: (games: Games, model: GameModel, room: string) => Promise<Answer>;
}

/** The actions on a game other than moves. */
const actions: readonly Action[] = [
  { name: 'takeSeat', isFor: isOpenTo, act: (games, { message: { id } }) => games.accept(id) },
  {
    name: 'decline',
    isFor: ({ isInvited }) => isInvited,
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
  show: (model: GameModel) => void;
}

/** `showRefusal` is called with the answer to each action. */
export function gameButtons(
  games: Games,
  room: string,
  confirm: Confirm,
  showRefusal: (answer: Promise<Answer>) => void,
): GameButtons {
  let model: GameModel | undefined;
  const run = (action: Action): void => {
    const current = model;
    if (current === undefined) return;
    const act = (): void => showRefusal(action.act(games, current, room));
    if (action.name === 'resign') confirm.ask(resignQuestion(current), act);
    else act();
  };
  const buttons = actions.map((action) => {
    const style = action.name === 'takeSeat' ? 'button button--go' : 'button';
    const button = h('button', { class: style, type: 'button' }, words[action.name]);
    button.addEventListener('click', () => run(action));
    return { action, button };
  });
  const root = h('div', { class: 'game__buttons' }, ...buttons.map(({ button }) => button));

  const show = (next: GameModel): void => {
    model = next;
    for (const { action, button } of buttons) button.hidden = !action.isFor(next);
    root.hidden = buttons.every(({ button }) => button.hidden);
  };
  return { root, show };
}

function isOpenTo({ stage, mine, isInvited, isReadOnly, message }: GameModel): boolean {
  const { invited } = message;
  if (isReadOnly) return false;
  return stage === 'proposed' && mine === undefined && (isInvited || invited === undefined);
}

function mayRepeat({ stage, mine, message: { rematch } }: GameModel): boolean {
  return stage === 'over' && mine !== undefined && rematch === undefined;
}

function again(games: Games, { message: { game, id } }: GameModel, room: string): Promise<Answer> {
  return games.again(room, game, id);
}

function resignQuestion(model: GameModel): Question {
  const other = namesOf(model)[otherSeat(model.mine ?? 0)];
  return { title: words.resignTitle, hint: words.resignHint(other), act: words.resign };
}
