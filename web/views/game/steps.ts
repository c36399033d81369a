import { h } from '../../dom/h.ts';
import { icon, type Icon } from '../../dom/icon.ts';
import { setText } from '../../dom/update.ts';
import type { GameModel } from '../../game/game-model.ts';
import { words } from '../../words/words.ts';

export interface Steps {
  root: HTMLElement;
  /** Number of moves to show. */
  at: (model: GameModel) => number;
  show: (model: GameModel) => void;
}

/** Buttons to replay a finished game move by move; `moved` is called on each step. */
export function steps(moved: () => void): Steps {
  const count = h('span', { class: 'steps__count', role: 'status' });
  const root = h('div', { class: 'steps', role: 'group', 'aria-label': words.replay });

  let all = 0;
  let at = Infinity;
  const go = (to: () => number): void => {
    at = Math.max(0, Math.min(to(), all));
    moved();
  };
  const first = step('first', words.toFirst, () => go(() => 0));
  const previous = step('previous', words.toPrevious, () => go(() => Math.min(at, all) - 1));
  const next = step('next', words.toNext, () => go(() => at + 1));
  const last = step('last', words.toLast, () => go(() => Infinity));
  root.append(first, previous, next, last, count);

  const show = (model: GameModel): void => {
    all = model.moves.length;
    const now = Math.min(at, all);
    root.hidden = model.stage !== 'over' || all === 0;
    setText(count, now === all ? '' : words.moveOf(now, all));
    for (const back of [first, previous]) back.ariaDisabled = String(now === 0);
    for (const on of [next, last]) on.ariaDisabled = String(now === all);
  };
  const shown: Steps['at'] = ({ stage, moves }) =>
    stage === 'over' ? Math.min(at, moves.length) : moves.length;
  return { root, at: shown, show };
}

function step(name: Icon, title: string, go: () => void): HTMLButtonElement {
  const button = h('button', {
    class: 'icon-button steps__one',
    type: 'button',
    title,
    'aria-label': title,
  });
  button.append(icon(name));
  button.addEventListener('click', go);
  return button;
}
