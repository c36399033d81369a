import type { Game, Position } from '../protocol/games/game.ts';
import { bestMove } from './search.ts';

export type Level = 'perfect' | 'easy';

/** Positions that the perfect level looks at before it moves: some tens of milliseconds. */
const thorough = 25_000;
/** What it looks at at least, however many games wait: morpion to its end, once it has begun. */
const hurried = 8_500;
/** Enough to see what the other threatens, and no trap. */
const brief = 60;
/** How often the easy level does not look at all. */
const carelessness = 0.6;

/**
 * Chooses a legal move for whoever's turn it is, in any game of two who take turns. `perfect`
 * looks to the end of a game as small as morpion, and never loses it; of a larger game it sees as many
 * moves ahead as fit its budget: wins, blocks and traps a few moves deep, and the whole of an
 * endgame. `easy` takes a win that is there, and otherwise mostly does not think. `waiting` games,
 * this one among them, share the budget of one.
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
    return bestMove(game, position, Math.max(hurried, thorough / waiting), random);
  }
  const win = moves.find((move) => isWonBy(game, position, move));
  if (win !== undefined) return win;
  if (random() < carelessness) return moves[Math.floor(random() * moves.length)]!;
  return bestMove(game, position, brief, random);
}

function isWonBy(game: Game, position: Position, move: number): boolean {
  const next = game.play(position, position.turn, move);
  return typeof next !== 'string' && game.outcome(next)?.is === 'won';
}
