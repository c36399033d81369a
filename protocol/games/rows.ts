import type { Game, Outcome, Position, Seat } from './game.ts';

type Board = Position['board'];

/** The parameters of a game of rows. */
interface RowGame {
  name: string;
  columns: number;
  rows: number;
  /** The number in a row that wins. */
  length: number;
  /** The number of different moves. */
  choices: number;
  cellOf: (board: Board, move: number) => number | undefined;
  moveAt: (cell: number) => number;
  readMove: (text: string) => number | undefined;
  /** The label before each row, and the line below the board. */
  rowLabel: (row: number) => string;
  foot: string;
}

const marks = ['X', 'O'] as const;

/** The rules of a game won by the first full row, column or diagonal of `length`. */
export function rowGame(rules: RowGame): Game {
  const { name, columns, rows, choices } = rules;
  const lines = linesOf(rules);
  const cellOf = ({ board }: Position, move: number) => rules.cellOf(board, move);
  const outcome = ({ board, ply }: Position) => outcomeOf(board, ply, lines);
  return {
    name,
    columns,
    rows,
    outcome,
    cellOf,
    moveAt: rules.moveAt,
    readMove: rules.readMove,
    start: () => ({
      board: Array(columns * rows).fill(undefined),
      ply: 0,
      turn: 0,
      last: undefined,
    }),
    moves: (position) =>
      outcome(position) ? [] : upTo(choices).filter((move) => cellOf(position, move) !== undefined),
    play(position, seat, move) {
      if (outcome(position) !== undefined) return 'game_over';
      if (seat !== position.turn) return 'not_your_turn';
      if (!Number.isInteger(move) || move < 0 || move >= choices) return 'invalid_move';
      const cell = cellOf(position, move);
      return cell === undefined ? 'cell_taken' : placed(position, cell);
    },
    asText: ({ board }) => [...upTo(rows).map((row) => drawn(rules, board, row)), rules.foot],
  };
}

function placed({ board, ply, turn }: Position, cell: number): Position {
  const next: Seat = turn === 0 ? 1 : 0;
  return { board: board.with(cell, turn), ply: ply + 1, turn: next, last: cell };
}

function outcomeOf(board: Board, ply: number, lines: number[][]): Outcome | undefined {
  for (const line of lines) {
    const seat = board[line[0]!];
    if (seat !== undefined && line.every((cell) => board[cell] === seat)) {
      return { is: 'won', seat, line };
    }
  }
  return ply === board.length ? { is: 'drawn' } : undefined;
}

/** Every winning row, column and diagonal, as cells. */
function linesOf({ columns, rows, length }: RowGame): number[][] {
  const steps = [
    [1, 0],
    [0, 1],
    [1, 1],
    [-1, 1],
  ] as const;
  const isInside = (x: number, y: number) => x >= 0 && x < columns && y < rows;
  return upTo(columns * rows).flatMap((cell) => {
    const [x, y] = [cell % columns, Math.floor(cell / columns)];
    return steps
      .filter(([dx, dy]) => isInside(x + dx * (length - 1), y + dy * (length - 1)))
      .map(([dx, dy]) => upTo(length).map((n) => x + dx * n + (y + dy * n) * columns));
  });
}

function drawn({ columns, rowLabel }: RowGame, board: Board, row: number): string {
  const cells = board.slice(row * columns, (row + 1) * columns);
  return `${rowLabel(row)}${cells.map((seat) => (seat === undefined ? '.' : marks[seat])).join(' ')}`;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
