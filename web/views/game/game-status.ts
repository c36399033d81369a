import type { Seat } from '../../../protocol/games/game.ts';
import { otherSeat } from '../../../protocol/games/seats.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import type { GameModel } from '../../game/game-model.ts';
import { namesOf, statusText } from '../../game/result-text.ts';
import { words } from '../../words/words.ts';
import { cellName, type Look } from './board.ts';

/** The status of a game: announced to screen readers, and visible where the seats do not show it. */
export function gameStatus(look: Look): { root: HTMLElement; show: (model: GameModel) => void } {
  const root = h('p', { class: 'game__status', role: 'status' });
  const show = (model: GameModel): void => {
    const parts = model.turn === undefined ? [] : lastMove(look, model, model.turn);
    const text = [...parts, statusText(model)].join(' ');
    root.toggleAttribute('data-quiet', model.stage === 'playing');
    setText(root, text);
  };
  return { root, show };
}

function lastMove(look: Look, model: GameModel, turn: Seat): string[] {
  const { last } = model.position;
  if (last === undefined) return [];
  return [words.played(namesOf(model)[otherSeat(turn)], cellName(look, last))];
}
