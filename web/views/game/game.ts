import { currentRoom, type State } from '../../../client/state/state.ts';
import { replay } from '../../../protocol/games/game.ts';
import type { GameMessage } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import type { Entry } from '../../dom/list.ts';
import { isMyTurn, gameModelOf, pendingMove } from '../../game/game-model.ts';
import type { AppContext } from '../../app/app-context.ts';
import { namesOf } from '../../game/result-text.ts';
import { words } from '../../words/words.ts';
import { absence } from './absence.ts';
import { board, type Look } from './board.ts';
import type { Confirm } from '../parts/confirm.ts';
import { fault } from '../parts/fault.ts';
import { gameButtons } from './game-buttons.ts';
import { gameHead } from './game-head.ts';
import { gameStatus } from './game-status.ts';
import { looks } from './looks.ts';
import { seats } from './seats.ts';
import { steps } from './steps.ts';

/** The card of a game; it is updated until its row is removed or the page ends (`outer`). */
export function game(
  context: AppContext,
  confirm: Confirm,
  first: GameMessage,
  outer: AbortSignal,
): Entry<GameMessage> {
  const look = looks.get(first.game);
  if (look === undefined) return { root: h('p', {}, words.unknownGame), show() {} };
  const { screen } = context;
  const ending = new AbortController();
  const signal = AbortSignal.any([outer, ending.signal]);
  const { root, parts, step, grid } = card(context, look, confirm, first.id, signal, () => draw());

  let message = first;
  const draw = (): void => {
    const state = screen.get();
    const model = gameModelOf(message, state, isReadOnly(state));
    if (model === undefined) return;
    const focused = document.activeElement;
    grid.root.hidden = model.stage === 'closed';
    grid.show({
      position: replay(look.rules, model.moves.slice(0, step.at(model))),
      names: namesOf(model),
      canPlay: isMyTurn(model),
    });
    for (const part of parts) part.show(model, state);
    keepFocus(root, focused);
  };
  const show = (next: GameMessage): void => {
    message = next;
    draw();
  };
  const drawOpen = (): void => {
    if (message.result === undefined) draw();
  };
  screen.watch(({ outbox }) => pendingMove(message, outbox), draw, signal);
  screen.watch((state) => currentRoom(state)?.people, drawOpen, signal);
  screen.watch(isReadOnly, draw, signal);
  return { root, show, end: () => ending.abort() };
}

/** The parts of a card; `moved` is called when another step of a finished game is selected. */
function card(
  { chat, screen }: AppContext,
  look: Look,
  confirm: Confirm,
  id: string,
  signal: AbortSignal,
  moved: () => void,
) {
  const refused = fault();
  const [head, players, status] = [gameHead(), seats(look), gameStatus(look)];
  const absent = absence(() => refused.showRefusal(chat.games.claim(id)), signal);
  const room = screen.get().current ?? '';
  const buttons = gameButtons(chat.games, room, confirm, refused.showRefusal);
  const step = steps(moved);
  const grid = board(look, (move) => {
    const state = chat.store.get();
    const latest = state.games.get(id)?.message;
    const model = latest && gameModelOf(latest, state, isReadOnly(state));
    // Uses the newest state, not the rendered one: two quick clicks make one move.
    if (model === undefined || !isMyTurn(model)) return;
    refused.showRefusal(chat.games.play(id, model.moves.length, move));
  });
  const sideParts = [head.title, players.root, status.root, head.score, absent.root, refused.root];
  const side = h('div', { class: 'game__side' }, ...sideParts, buttons.root);
  const root = h('div', { class: 'game', 'aria-live': 'off' }, grid.root, side, step.root);
  root.toggleAttribute('data-wide', look.rules.columns > look.rules.rows);
  return { root, step, grid, parts: [head, players, status, absent, buttons, step] };
}

function isReadOnly(state: State): boolean {
  return currentRoom(state)?.archived === true;
}

/** Moves the focus to the board when the focused button has been hidden. */
function keepFocus(root: HTMLElement, focused: Element | null): void {
  if (focused === null || !root.contains(focused) || focused.closest('[hidden]') === null) return;
  const next = root.querySelector<HTMLElement>('.board:not([hidden]) [tabindex="0"]');
  (next ?? root.closest('article'))?.focus();
}
