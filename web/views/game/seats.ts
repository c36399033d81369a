import type { Seat } from '../../../protocol/games/game.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import type { Match } from '../../game/game-model.ts';
import { namesOf, turnOf } from '../../game/result-text.ts';
import { words } from '../../words/words.ts';
import { marks, type Look } from './board.ts';
import { shownName } from '../../text/shown-name.ts';

/** The two players with their marks; the one to move stands out, and is told so. */
export function seats(look: Look): { root: HTMLElement; show: (match: Match) => void } {
  const lines = ([0, 1] as const).map((seat) => line(look, seat));
  const root = h('ul', { class: 'seats' }, ...lines.map((each) => each.root));
  const show = (match: Match): void => {
    root.hidden = match.stage === 'closed';
    for (const each of lines) each.show(match);
  };
  return { root, show };
}

function line(look: Look, seat: Seat) {
  const shape = look.shape(seat);
  shape.setAttribute('role', 'img');
  shape.setAttribute('aria-label', marks[seat]);
  shape.removeAttribute('aria-hidden');
  const text = h('span', { class: 'seats__name' });
  const root = h('li', { class: 'seats__one' }, shape, text);
  const show = (match: Match): void => {
    const { result } = match.message;
    root.toggleAttribute('data-turn', match.turn === seat);
    root.toggleAttribute('data-won', result?.is === 'won' && result.seat === seat);
    setText(text, match.turn === seat ? turnOf(match, seat) : whoIn(match, seat));
  };
  return { root, show };
}

function whoIn(match: Match, seat: Seat): string {
  const { seats: people, invited } = match.message;
  const isAwaited = people[seat] === null && invited !== undefined && match.stage === 'proposed';
  return isAwaited ? words.waitsFor(shownName(invited)) : namesOf(match)[seat];
}
