import { rowGame } from './rows.ts';

const columns = 7;
const rows = 6;

/** Puissance 4, or Connect Four: four in a row, pieces fall. Moves are columns, `1` to `7`. */
export const puissance4 = rowGame({
  name: 'puissance-4',
  columns,
  rows,
  length: 4,
  choices: columns,
  cellOf(board, move) {
    for (let row = rows - 1; row >= 0; row--) {
      const cell = move + row * columns;
      if (board[cell] === undefined) return cell;
    }
    return undefined;
  },
  moveAt: (cell) => cell % columns,
  readMove: (text) => (/^[1-7]$/u.test(text.trim()) ? Number(text) - 1 : undefined),
  rowLabel: () => '',
  foot: '1 2 3 4 5 6 7',
});
