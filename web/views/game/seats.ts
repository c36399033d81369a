import type { Seat } from '../../../protocol/games/game.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import type { GameModel } from '../../game/game-model.ts';
import { namesOf, turnOf } from '../../game/result-text.ts';
import { words } from '../../words/words.ts';
import { marks, type Look } from './board.ts';
import { shownName } from '../../text/shown-name.ts';

/** The two players with their marks; the one to move is highlighted. */
export function seats(look: Look): { root: HTMLElement; show: (model: GameModel) => void } {
  const lines = ([0, 1] as const).map((seat) => line(look, seat));
  const root = h('ul', { class: 'seats' }, ...lines.map((each) => each.root));
  const show = (model: GameModel): void => {
    root.hidden = model.stage === 'closed';
    for (const each of lines) each.show(model);
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
  const show = (model: GameModel): void => {
    const { result } = model.message;
    root.toggleAttribute('data-turn', model.turn === seat);
    root.toggleAttribute('data-won', result?.is === 'won' && result.seat === seat);
    setText(text, model.turn === seat ? turnOf(model, seat) : labelOf(model, seat));
  };
  return { root, show };
}

function labelOf(model: GameModel, seat: Seat): string {
  const { seats: people, invited } = model.message;
  const isInvited = people[seat] === null && invited !== undefined && model.stage === 'proposed';
  return isInvited ? words.waitsFor(shownName(invited)) : namesOf(model)[seat];
}
