import type { State } from '../../../client/state/state.ts';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/update.ts';
import { seconds } from '../../words/format.ts';
import { otherSeat } from '../../../protocol/games/seats.ts';
import type { GameModel } from '../../game/game-model.ts';
import { namesOf } from '../../game/result-text.ts';
import { words } from '../../words/words.ts';

interface Missing {
  name: string;
  /** Milliseconds since 1970 by the local clock. */
  until: number;
}

export interface Absence {
  root: HTMLElement;
  show: (model: GameModel, state: Pick<State, 'gameGrace'>) => void;
}

/** Shows who has left a game, with a countdown; after it the opponent may claim the game. */
export function absence(claim: () => void, signal: AbortSignal): Absence {
  const text = h('span', {});
  const button = h('button', { class: 'button', type: 'button' }, words.claim);
  const root = h('div', { class: 'absence', hidden: true }, text, button);
  button.addEventListener('click', claim);

  let missing: Missing | undefined;
  let isPlayer = false;
  let timer: number | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const tooLong = (name: string): string =>
    isPlayer ? words.mayClaim(name) : words.goneForLong(name);
  const draw = (): void => {
    root.hidden = missing === undefined;
    if (missing === undefined) return;
    const left = Math.ceil((missing.until - Date.now()) / 1_000);
    const { name } = missing;
    setText(text, left > 0 ? words.gone(name, seconds(left)) : tooLong(name));
    button.hidden = left > 0 || !isPlayer;
    if (left <= 0) stop();
  };
  const show: Absence['show'] = (model, { gameGrace }) => {
    missing = missingIn(model, gameGrace);
    isPlayer = model.mine !== undefined;
    stop();
    if (missing !== undefined) timer = window.setInterval(draw, 1_000);
    draw();
  };
  signal.addEventListener('abort', stop);
  return { root, show };
}

/** The missing opponent; for a spectator the first player who is missing. */
function missingIn(model: GameModel, grace: number): Missing | undefined {
  if (model.stage !== 'playing' || model.isReadOnly) return undefined;
  const { gone } = model.message;
  const missed = model.mine === undefined ? ([0, 1] as const) : [otherSeat(model.mine)];
  for (const seat of missed) {
    const since = gone[seat];
    // The local clock may be behind the server's: limits the countdown to the grace time.
    if (since !== null) {
      return { name: namesOf(model)[seat], until: Math.min(since, Date.now()) + grace };
    }
  }
  return undefined;
}
