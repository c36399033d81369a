import { limits } from '../../../protocol/limits.ts';
import type { GameMessage, GameResult } from '../../../protocol/model.ts';
import { robotIds } from './robots.ts';
import type { Transaction } from '../../store/database.ts';
import { proposalsBefore, turnsBefore, type KeptGame } from '../../store/games.ts';
import type { Handler } from '../handler.ts';
import { continueGame, otherSeat } from './game-state.ts';
import { changed, type Changed } from '../outcome.ts';

const aMinute = 60 * 1_000;
const anHour = 60 * aMinute;

/** Games that nobody goes on with end: proposals are closed, and whoever does not move loses. */
export interface Lapse {
  type: 'game.lapse';
}

export const lapse: Handler<Lapse> = async (queries, { at }) => {
  const proposed = await proposalsBefore(queries, at - limits.proposal * anHour);
  const closed = await endAll(queries, proposed, () => ({ is: 'lapsed' }));
  const late = await turnsBefore(queries, at - limits.turn * anHour);
  const lost = await endAll(queries, late, lostOnTime);
  // Read when those are over: a game may be late by both clocks.
  const againstRobots = await turnsBefore(queries, at - limits.robotTurn * aMinute, robotIds);
  return changed(...closed, ...lost, ...(await endAll(queries, againstRobots, lostOnTime)));
};

/** A proposal that is older is over, whether it is closed already or not. */
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
