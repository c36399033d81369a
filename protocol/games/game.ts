/** The two who play: seat 0 begins. */
export type Seat = 0 | 1;

/** A game as it stands. */
export interface Position {
  /** Who holds each cell, row by row from the top. */
  readonly board: readonly (Seat | undefined)[];
  /** Moves made so far. */
  readonly ply: number;
  readonly turn: Seat;
  /** The cell that was played last. */
  readonly last: number | undefined;
}

/** How a game ended by its own rules; `line` holds the cells that decided it. */
export type Outcome = { is: 'won'; seat: Seat; line: readonly number[] } | { is: 'drawn' };

/** Why a move cannot be made. */
export type MoveFault = 'not_your_turn' | 'cell_taken' | 'invalid_move' | 'game_over';

/** The rules of one game: pure, so that both ends come to the same board. */
export interface Game {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  start(): Position;
  /** The next position, or why there is none. */
  play(position: Position, seat: Seat, move: number): Position | MoveFault;
  /** The moves that can be made; none when the game is over. */
  moves(position: Position): number[];
  /** The move that a click on a cell means. */
  moveAt(cell: number): number;
  /** The cell that a move would fill; undefined where it cannot be made. */
  cellOf(position: Position, move: number): number | undefined;
  /** Undefined while the game goes on. */
  outcome(position: Position): Outcome | undefined;
  /** The move that a person types: `b2`, or `4` for a column; undefined when it is none. */
  readMove(text: string): number | undefined;
  /** The board in text, a line each. */
  asText(position: Position): string[];
}

/** The position after these moves; the first that cannot be made ends the reading. */
export function replay(game: Game, moves: readonly number[]): Position {
  let position = game.start();
  for (const move of moves) {
    const next = game.play(position, position.turn, move);
    if (typeof next === 'string') break;
    position = next;
  }
  return position;
}
