import type { Game, Position } from '../protocol/games/game.ts';

/** More than any estimate. A win is worth this minus its moves, so that sooner is better. */
const win = 1_000_000;
const decided = win / 2;

/**
 * The best move within a budget of positions: negamax with alpha-beta pruning and iterative
 * deepening, until the game is solved or the budget is spent. Among equal moves, prefers central
 * ones, then a random one.
 */
export function bestMove(
  game: Game,
  position: Position,
  budget: number,
  random: () => number,
): number {
  const search = new Search(game, budget);
  const tried = search.centreFirst(position, shuffled(game.moves(position), random));
  let best = tried[0]!;
  for (let depth = 1; ; depth++) {
    // Searching the best move first makes pruning more effective.
    const found = search.best(position, [best, ...tried.filter((move) => move !== best)], depth);
    if (search.isSpent) return best;
    best = found.move;
    if (search.isSolved || Math.abs(found.value) > decided) return best;
  }
}

/** A search with a budget. */
class Search {
  /** Whether the last search evaluated no position by estimate. */
  isSolved = true;
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
    this.isSolved = true;
    let best: Found = { move: moves[0]!, value: -Infinity };
    for (const move of moves) {
      const value = this.#valueOf(position, move, depth, -Infinity, -best.value);
      if (value > best.value) best = { move, value };
    }
    return best;
  }

  centreFirst(position: Position, moves: readonly number[]): number[] {
    const central = (move: number): number =>
      this.#centrality[this.#game.cellOf(position, move) ?? -1] ?? -Infinity;
    return moves.toSorted((one, other) => central(other) - central(one));
  }

  /** The value of a move for the player who makes it. */
  #valueOf(position: Position, move: number, depth: number, alpha: number, beta: number): number {
    const next = this.#game.play(position, position.turn, move);
    if (typeof next === 'string') return -Infinity;
    this.#left--;
    return -this.#value(next, depth - 1, alpha, beta);
  }

  /**
   * The value of a position for the player whose turn it is; meaningless once the budget is spent.
   */
  #value(position: Position, depth: number, alpha: number, beta: number): number {
    const outcome = this.#game.outcome(position);
    if (outcome?.is === 'drawn') return 0;
    if (outcome) return (outcome.seat === position.turn ? 1 : -1) * (win - position.ply);
    if (depth === 0) return this.#estimate(position);
    let best = -Infinity;
    for (const move of this.centreFirst(position, this.#game.moves(position))) {
      const value = this.#valueOf(position, move, depth, -beta, -Math.max(alpha, best));
      if (value > best) best = value;
      if (best >= beta || this.isSpent) break;
    }
    return best;
  }

  /** Central cells are part of more rows. */
  #estimate({ board, turn }: Position): number {
    this.isSolved = false;
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

/** How central each cell is. */
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
