import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { replay, type Position } from './game.ts';
import { puissance4 } from './puissance-4.ts';

const columns = 7;

const known: [name: string, moves: number[], outcome: ReturnType<typeof puissance4.outcome>][] = [
  ['a column', [0, 1, 0, 1, 0, 1, 0], { is: 'won', seat: 0, line: [14, 21, 28, 35] }],
  ['a row', [0, 0, 1, 1, 2, 2, 3], { is: 'won', seat: 0, line: [35, 36, 37, 38] }],
  [
    'a rising diagonal',
    [0, 1, 1, 2, 2, 3, 2, 3, 3, 6, 3],
    { is: 'won', seat: 0, line: [17, 23, 29, 35] },
  ],
  [
    'a falling diagonal of the second',
    [0, 6, 5, 5, 4, 4, 0, 4, 3, 3, 0, 3, 1, 3],
    { is: 'won', seat: 1, line: [17, 25, 33, 41] },
  ],
  ['three in a column only', [0, 1, 0, 1, 0], undefined],
];

for (const [name, moves, outcome] of known) {
  test(`finds ${name}`, () => {
    const sorted = puissance4.outcome(replay(puissance4, moves));
    const inOrder = sorted?.is === 'won' ? { ...sorted, line: sorted.line.toSorted(by) } : sorted;
    assert.deepEqual(inOrder, outcome);
  });
}

test('pieces stack, turns alternate, and the outcome is as counted independently', () => {
  const game = fc.array(fc.integer({ min: -1, max: 7 }), { maxLength: 80 });
  fc.assert(
    fc.property(game, (moves) => {
      let position = puissance4.start();
      for (const move of moves) {
        const isLegal = puissance4.moves(position).includes(move);
        const next = puissance4.play(position, position.turn, move);
        assert.equal(typeof next !== 'string', isLegal);
        if (typeof next !== 'string') position = next;
        assertFallen(position);
        const outcome = puissance4.outcome(position);
        assert.equal(outcome?.is === 'won' ? outcome.seat : undefined, winnerIn(position.board));
      }
    }),
  );
});

test('names a column by its number, and fills it after six', () => {
  assert.deepEqual(
    ['1', ' 7', '0', '8', 'a', ''].map((text) => puissance4.readMove(text)),
    [0, 6, ...Array<undefined>(4).fill(undefined)],
  );
  const full = replay(puissance4, [0, 0, 0, 0, 0, 0]);
  assert.equal(puissance4.play(full, 0, 0), 'cell_taken');
  assert.equal(puissance4.asText(full)[0], 'O . . . . . .');
});

function assertFallen({ board, ply, turn }: Position): void {
  board.forEach((seat, cell) => {
    if (seat !== undefined && cell + columns < board.length)
      assert.ok(board[cell + columns] !== undefined);
  });
  assert.equal(board.filter((seat) => seat !== undefined).length, ply);
  assert.equal(turn, ply % 2);
}

/** Searches four of a seat with regular expressions, in rows joined by a separator. */
function winnerIn(board: Position['board']): 0 | 1 | undefined {
  const rows = Array.from({ length: 6 }, (_, row) =>
    board.slice(row * columns, (row + 1) * columns),
  );
  const text = rows.map((row) => row.map((seat) => seat ?? '.').join('')).join('|');
  const gaps = [0, columns, columns + 1, columns - 1];
  const hasFour = (seat: number): boolean =>
    gaps.some((gap) => new RegExp(`${seat}(.{${gap}}${seat}){3}`, 'u').test(text));
  if (hasFour(0)) return 0;
  return hasFour(1) ? 1 : undefined;
}

function by(a: number, b: number): number {
  return a - b;
}
