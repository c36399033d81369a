import type { Game, Position } from '../protocol/games/game.ts';

/** More than any guess; a win is worth this less the moves it takes, so that sooner is better. */
const win = 1_000_000;
const surelyDecided = win / 2;

/**
 * The best move that a look at so many positions finds: negamax with alpha-beta, one move deeper
 * each time, until the end of the game is seen or the budget is spent. Of moves that are as good,
 * chance picks one of the most central.
 */
export function bestMove(
  game: Game,
  position: Position,
  budget: number,
  random: () => number,
): number {
  const look = new Look(game, budget);
  const tried = look.centreFirst(position, shuffled(game.moves(position), random));
  let best = tried[0]!;
  for (let depth = 1; ; depth++) {
    // What was best before goes first: most of the rest is then cut off sooner.
    const found = look.best(position, [best, ...tried.filter((move) => move !== best)], depth);
    if (look.isSpent) return best;
    best = found.move;
    if (look.sawTheEnd || Math.abs(found.value) > surelyDecided) return best;
  }
}

/** Looks ahead, and knows how far it could. */
class Look {
  /** Whether the last look met no position that had to be guessed. */
  sawTheEnd = true;
  readonly #game: Game;
  readonly #centrality: readonly number[];
  #left: number;

  constructor(game: Game, budget: number) {
    this.#game = game;
    this.#left = budget;
    this.#centrality = centralityOf(game);
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  best(position: Position, moves: readonly number[], depth: number): Found {
    this.sawTheEnd = true;
    let best: Found = { move: moves[0]!, value: -Infinity };
    for (const move of moves) {
      const value = this.#worth(position, move, depth, -Infinity, -best.value);
      if (value > best.value) best = { move, value };
    }
    return best;
  }

  centreFirst(position: Position, moves: readonly number[]): number[] {
    const central = (move: number): number =>
      this.#centrality[this.#game.cellOf(position, move) ?? -1] ?? -Infinity;
    return moves.toSorted((one, other) => central(other) - central(one));
  }

  /** What a move is worth to whoever makes it. */
  #worth(position: Position, move: number, depth: number, alpha: number, beta: number): number {
    const next = this.#game.play(position, position.turn, move);
    if (typeof next === 'string') return -Infinity;
    this.#left--;
    return -this.#value(next, depth - 1, alpha, beta);
  }

  /** What a position is worth to whoever's turn it is; of no meaning once the budget is spent. */
  #value(position: Position, depth: number, alpha: number, beta: number): number {
    const outcome = this.#game.outcome(position);
    if (outcome?.is === 'drawn') return 0;
    if (outcome) return (outcome.seat === position.turn ? 1 : -1) * (win - position.ply);
    if (depth === 0) return this.#guess(position);
    let best = -Infinity;
    for (const move of this.centreFirst(position, this.#game.moves(position))) {
      const value = this.#worth(position, move, depth, -beta, -Math.max(alpha, best));
      if (value > best) best = value;
      if (best >= beta || this.isSpent) break;
    }
    return best;
  }

  /** Who holds the middle takes part in more rows. */
  #guess({ board, turn }: Position): number {
    this.sawTheEnd = false;
    return board.reduce<number>((sum, seat, cell) => {
      if (seat === undefined) return sum;
      return sum + (seat === turn ? 1 : -1) * this.#centrality[cell]!;
    }, 0);
  }
}

interface Found {
  move: number;
  value: number;
}

/** For each cell, how near the middle of the board it is. */
function centralityOf({ columns, rows }: Game): number[] {
  return Array.from({ length: columns * rows }, (_, cell) => {
    const across = Math.abs((cell % columns) - (columns - 1) / 2);
    const down = Math.abs(Math.floor(cell / columns) - (rows - 1) / 2);
    return columns + rows - across - down;
  });
}

function shuffled(moves: readonly number[], random: () => number): number[] {
  const drawn = moves.map((move) => ({ move, lot: random() }));
  return drawn.sort((one, other) => one.lot - other.lot).map(({ move }) => move);
}
