import type { GameMessage } from '../../../protocol/model.ts';
import { begunGames, moveTurns } from '../../store/games.ts';
import type { Handler } from '../handler.ts';
import { continueGame } from './game-state.ts';
import { changed, type Changed } from '../outcome.ts';

/** The clock of this machine was set, by so many milliseconds: absences and turns last as long as before. */
export interface ClockSet {
  type: 'game.clock';
  by: number;
}

/** Nobody is gone, or to move, since later than now, whatever happened to the clock while the server was off. */
export const followClock: Handler<ClockSet> = async (queries, { at, change: { by } }) => {
  await moveTurns(queries, by, at);
  const moved: Changed[] = [];
  for (const kept of await begunGames(queries)) {
    const { gone } = kept.message;
    const next = gone.map((since) => (since === null ? null : Math.min(since + by, at)));
    if (next.every((since, seat) => since === gone[seat])) continue;
    moved.push(await continueGame(queries, kept, { gone: next as GameMessage['gone'] }));
  }
  return changed(...moved);
};
