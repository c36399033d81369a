import type { GameMessage } from '../../../protocol/model.ts';
import { startedGames, shiftMoves } from '../../store/games.ts';
import type { Handler } from '../handler.ts';
import { continueGame } from './game-state.ts';
import { changed, type Changed } from '../outcome.ts';

/**
 * The system clock was set, by `by` milliseconds: shifts the times of absences and turns by as
 * much.
 */
export interface ClockSet {
  type: 'game.clock';
  by: number;
}

/** Shifted times are at most now: the clock may have been set back while the server was off. */
export const shiftTimes: Handler<ClockSet> = async (queries, { at, change: { by } }) => {
  await shiftMoves(queries, by, at);
  const shifted: Changed[] = [];
  for (const kept of await startedGames(queries)) {
    const { gone } = kept.message;
    const next = gone.map((since) => (since === null ? null : Math.min(since + by, at)));
    if (next.every((since, seat) => since === gone[seat])) continue;
    shifted.push(await continueGame(queries, kept, { gone: next as GameMessage['gone'] }));
  }
  return changed(...shifted);
};
