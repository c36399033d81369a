import { rowGame } from './rows.ts';

const size = 3;

/** Morpion, or tic-tac-toe: three in a row on a board of 3 × 3. Moves are cells, `a1` to `c3`. */
export const morpion = rowGame({
  name: 'morpion',
  columns: size,
  rows: size,
  length: 3,
  choices: size * size,
  cellOf: (board, move) => (board[move] === undefined ? move : undefined),
  moveAt: (cell) => cell,
  readMove(text) {
    const [, column, row] = /^([a-c])([1-3])$/iu.exec(text.trim()) ?? [];
    if (column === undefined || row === undefined) return undefined;
    return 'abc'.indexOf(column.toLowerCase()) + (Number(row) - 1) * size;
  },
  rowLabel: (row) => `${row + 1}  `,
  foot: '   a b c',
});
