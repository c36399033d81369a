import type { Game, Position } from '../protocol/games/game.ts';
import { bestMove } from './search.ts';

export type Level = 'perfect' | 'easy';

/** Positions that the perfect level evaluates per move: some tens of milliseconds. */
const fullBudget = 25_000;
/** Its minimum, however many games wait: enough to solve morpion once it has begun. */
const minBudget = 8_500;
/** Enough to see a direct threat, but no trap. */
const easyBudget = 60;
/** The share of moves that the easy level plays at random. */
const randomShare = 0.6;

/**
 * Chooses a legal move for the player whose turn it is, in any game of two who take turns.
 * `perfect` solves a game as small as morpion and never loses it; in a larger game it searches as
 * deep as its budget allows: wins, blocks and traps a few moves ahead, and the whole endgame.
 * `easy` takes a win in one and otherwise mostly plays at random. `waiting`: the number of games
 * that share the budget, including this one.
 * @throws RangeError when the game is over.
 */
export function choose(
  game: Game,
  position: Position,
  level: Level,
  random: () => number,
  waiting = 1,
): number {
  const moves = game.moves(position);
  if (moves.length === 0) throw new RangeError(`this game of ${game.name} is over`);
  if (level === 'perfect') {
    return bestMove(game, position, Math.max(minBudget, fullBudget / waiting), random);
  }
  const win = moves.find((move) => isWonBy(game, position, move));
  if (win !== undefined) return win;
  if (random() < randomShare) return moves[Math.floor(random() * moves.length)]!;
  return bestMove(game, position, easyBudget, random);
}

function isWonBy(game: Game, position: Position, move: number): boolean {
  const next = game.play(position, position.turn, move);
  return typeof next !== 'string' && game.outcome(next)?.is === 'won';
}
