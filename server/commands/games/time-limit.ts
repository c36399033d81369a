import { limits } from '../../../protocol/limits.ts';
import type { GameMessage, GameResult } from '../../../protocol/model.ts';
import { otherSeat } from '../../../protocol/games/seats.ts';
import { robotIds } from './robots.ts';
import type { Transaction } from '../../store/database.ts';
import { proposalsBefore, turnsBefore, type KeptGame } from '../../store/games.ts';
import type { Handler } from '../handler.ts';
import { continueGame } from './game-state.ts';
import { changed, type Changed } from '../outcome.ts';

const aMinute = 60 * 1_000;
const anHour = 60 * aMinute;

/** Ends overdue games: old proposals are closed, and a player who does not move in time loses. */
export interface Lapse {
  type: 'game.lapse';
}

export const lapse: Handler<Lapse> = async (queries, { at }) => {
  const proposed = await proposalsBefore(queries, at - limits.proposal * anHour);
  const closed = await endAll(queries, proposed, () => ({ is: 'lapsed' }));
  const late = await turnsBefore(queries, at - limits.turn * anHour);
  const lost = await endAll(queries, late, lostOnTime);
  // Read after those have ended: a game may exceed both limits.
  const againstRobots = await turnsBefore(queries, at - limits.robotTurn * aMinute, robotIds);
  return changed(...closed, ...lost, ...(await endAll(queries, againstRobots, lostOnTime)));
};

/** Whether a proposal has expired, even if it is not closed yet. */
export function isTooOld({ at }: GameMessage, now: number): boolean {
  return now - at > limits.proposal * anHour;
}

async function endAll(
  queries: Transaction,
  games: KeptGame[],
  resultOf: (message: GameMessage) => GameResult,
): Promise<Changed[]> {
  const ended: Changed[] = [];
  for (const kept of games) {
    ended.push(await continueGame(queries, kept, { result: resultOf(kept.message) }));
  }
  return ended;
}

function lostOnTime({ moves }: GameMessage): GameResult {
  const late = moves.length % 2 === 0 ? 0 : 1;
  return { is: 'won', seat: otherSeat(late), by: 'time' };
}
