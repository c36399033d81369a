import type { Seat } from '../../../protocol/games/game.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import { otherSeat, type Match } from '../../game/game-model.ts';
import { namesOf, verdict } from '../../game/result-text.ts';
import { words } from '../../words/words.ts';
import { cellName, type Look } from './board.ts';

/** How the game stands: read aloud as it changes, and shown where the seats do not say it. */
export function gameStatus(look: Look): { root: HTMLElement; show: (match: Match) => void } {
  const root = h('p', { class: 'game__status', role: 'status' });
  const show = (match: Match): void => {
    const parts = match.turn === undefined ? [] : lastMove(look, match, match.turn);
    const text = [...parts, verdict(match)].join(' ');
    root.toggleAttribute('data-quiet', match.stage === 'playing');
    setText(root, text);
  };
  return { root, show };
}

function lastMove(look: Look, match: Match, turn: Seat): string[] {
  const { last } = match.position;
  if (last === undefined) return [];
  return [words.played(namesOf(match)[otherSeat(turn)], cellName(look, last))];
}
