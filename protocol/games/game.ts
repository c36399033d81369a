/** A player: seat 0 begins. */
export type Seat = 0 | 1;

/** The state of a game. */
export interface Position {
  /** The owner of each cell, row by row from the top. */
  readonly board: readonly (Seat | undefined)[];
  /** The number of moves made. */
  readonly ply: number;
  readonly turn: Seat;
  /** The cell of the last move. */
  readonly last: number | undefined;
}

/** How a game ended by its rules; `line` holds the winning cells. */
export type Outcome = { is: 'won'; seat: Seat; line: readonly number[] } | { is: 'drawn' };

/** Why a move is refused. */
export type MoveFault = 'not_your_turn' | 'cell_taken' | 'invalid_move' | 'game_over';

/** The rules of a game. Pure, so that client and server compute the same board. */
export interface Game {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  start(): Position;
  /** The next position, or why the move is refused. */
  play(position: Position, seat: Seat, move: number): Position | MoveFault;
  /** The legal moves; none when the game is over. */
  moves(position: Position): number[];
  /** The move of a click on a cell. */
  moveAt(cell: number): number;
  /** The cell that a move fills; undefined if it is not legal. */
  cellOf(position: Position, move: number): number | undefined;
  /** Undefined while the game goes on. */
  outcome(position: Position): Outcome | undefined;
  /** Parses a typed move: `b2`, or `4` for a column; undefined if it is not a move. */
  readMove(text: string): number | undefined;
  /** The board as lines of text. */
  asText(position: Position): string[];
}

/** The position after these moves; stops at the first illegal one. */
export function replay(game: Game, moves: readonly number[]): Position {
  let position = game.start();
  for (const move of moves) {
    const next = game.play(position, position.turn, move);
    if (typeof next === 'string') break;
    position = next;
  }
  return position;
}
