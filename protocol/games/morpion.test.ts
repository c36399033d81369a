import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replay, type Position } from './game.ts';
import { morpion } from './morpion.ts';

/** The winning lines, written out to check the rules independently. */
const wins = ['012', '345', '678', '036', '147', '258', '048', '246'];

test('agrees with an independent count of every position and every finished game', () => {
  const positions = new Set<string>();
  const finished = { total: 0, first: 0, second: 0, drawn: 0 };
  const walk = (position: Position): void => {
    positions.add(position.board.map((seat) => seat ?? '-').join(''));
    const outcome = morpion.outcome(position);
    assert.equal(outcome?.is === 'won' ? outcome.seat : outcome?.is, recount(position.board));
    if (outcome === undefined) {
      for (const move of morpion.moves(position)) walk(played(position, move));
      return;
    }
    assert.deepEqual(morpion.moves(position), []);
    finished.total += 1;
    finished[outcome.is === 'drawn' ? 'drawn' : outcome.seat === 0 ? 'first' : 'second'] += 1;
  };
  walk(morpion.start());
  assert.equal(positions.size, 5478);
  assert.deepEqual(finished, { total: 255168, first: 131184, second: 77904, drawn: 46080 });
});

test('refuses a move out of turn, on a taken cell, outside the board, or after the end', () => {
  const start = morpion.start();
  assert.equal(morpion.play(start, 1, 0), 'not_your_turn');
  assert.equal(morpion.play(start, 0, 9), 'invalid_move');
  assert.equal(morpion.play(start, 0, 1.5), 'invalid_move');
  assert.equal(morpion.play(played(start, 4), 1, 4), 'cell_taken');
  const over = replay(morpion, [0, 3, 1, 4, 2]);
  assert.deepEqual(morpion.outcome(over), { is: 'won', seat: 0, line: [0, 1, 2] });
  assert.equal(morpion.play(over, 1, 8), 'game_over');
});

test('names cells by column and row, as on the drawn board', () => {
  const named = ['a1', 'B1', 'c1', 'a2', 'b2', 'c2', 'a3', 'b3', ' c3 '];
  assert.deepEqual(
    named.map((text) => morpion.readMove(text)),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.deepEqual(
    ['', 'd1', 'a4', 'a', '1a', 'a11'].map((text) => morpion.readMove(text)),
    Array(6).fill(undefined),
  );
  const drawn = ['1  X . .', '2  . O .', '3  . . .', '   a b c'];
  assert.deepEqual(morpion.asText(replay(morpion, [0, 4])), drawn);
});

function played(position: Position, move: number): Position {
  const next = morpion.play(position, position.turn, move);
  assert.ok(typeof next !== 'string');
  return next;
}

function recount(board: Position['board']): 0 | 1 | 'drawn' | undefined {
  for (const seat of [0, 1] as const) {
    if (wins.some((line) => [...line].every((cell) => board[Number(cell)] === seat))) return seat;
  }
  return board.includes(undefined) ? undefined : 'drawn';
}
