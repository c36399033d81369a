import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { replay, type Game, type Position, type Seat } from '../protocol/games/game.ts';
import { morpion } from '../protocol/games/morpion.ts';
import { puissance4 } from '../protocol/games/puissance-4.ts';
import { rowGame } from '../protocol/games/rows.ts';
import { choose, type Level } from './choose-move.ts';

/** A game that the search was not written for. */
const unknownGame = rowGame({
  name: 'unheard-of',
  columns: 5,
  rows: 4,
  length: 3,
  choices: 20,
  cellOf: (board, move) => (board[move] === undefined ? move : undefined),
  moveAt: (cell) => cell,
  readMove: () => undefined,
  rowLabel: () => '',
  foot: '',
});

for (const seat of [0, 1] as const) {
  for (const waiting of [1, 100]) {
    test(`perfect never loses morpion from seat ${seat} with ${waiting} games waiting`, () => {
      const outcomes = everyEndAgainst(seat, waiting);
      assert.equal(outcomes.has(seat === 0 ? 1 : 0), false);
      assert.ok(outcomes.has(seat) && outcomes.has('drawn'));
    });
  }
}

test('perfect takes a win in one and blocks one', () => {
  // X in a1 and b1: the next player takes c1.
  assert.equal(chosen(morpion, [0, 3, 1, 4], 'perfect'), 2);
  assert.equal(chosen(morpion, [0, 4, 1], 'perfect'), 2);
  assert.equal(chosen(puissance4, [0, 6, 0, 6, 0, 6], 'perfect'), 0);
  assert.equal(chosen(puissance4, [0, 6, 0, 6, 0], 'perfect'), 0);
});

test('perfect makes an open three in Puissance 4, and prevents one', () => {
  assert.ok([1, 4].includes(chosen(puissance4, [3, 3, 2, 2], 'perfect')));
  assert.ok([1, 4].includes(chosen(puissance4, [3, 3, 2], 'perfect')));
});

test('in any position of Puissance 4, perfect wins in one or prevents a win in one, if possible', () => {
  fc.assert(
    fc.property(positionsOf(puissance4), fc.infiniteStream(lot), (position, lots) => {
      const move = choose(puissance4, position, 'perfect', drawnFrom(lots));
      const wins = winsIn(puissance4, position);
      if (wins.length > 0) assert.ok(wins.includes(move));
      else if (puissance4.moves(position).some((each) => isSafe(puissance4, position, each))) {
        assert.ok(isSafe(puissance4, position, move));
      }
    }),
    { numRuns: 30 },
  );
});

for (const game of [morpion, puissance4, unknownGame]) {
  test(`chooses a legal move in ${game.name}, and takes a win in one`, () => {
    fc.assert(
      fc.property(positionsOf(game), fc.infiniteStream(lot), (position, lots) => {
        const move = choose(game, position, 'easy', drawnFrom(lots));
        assert.ok(game.moves(position).includes(move));
        const wins = winsIn(game, position);
        assert.ok(wins.length === 0 || wins.includes(move));
      }),
    );
  });

  test(`keeps within the budget of positions in ${game.name}`, () => {
    for (const { waiting, share } of [
      { waiting: 1, share: 26_000 },
      { waiting: 2, share: 13_000 },
      { waiting: 100, share: 9_000 },
    ]) {
      for (const { plays, ply } of thoughtsIn(game, waiting)) {
        assert.ok(plays < share, `${plays} at move ${ply} while ${waiting} wait`);
      }
    }
  });
}

test('easy mostly loses to perfect', () => {
  const random = seeded(7);
  const lost = Array.from({ length: 40 }, () => winnerOf(['perfect', 'easy'], random));
  assert.ok(lost.filter((winner) => winner === 0).length > 20);
});

test('easy often loses to easy', () => {
  const random = seeded(7);
  const lost = Array.from({ length: 40 }, () => winnerOf(['easy', 'easy'], random));
  assert.ok(lost.filter((winner) => winner === 0).length > 10);
});

test('throws when the game is over', () => {
  const over = replay(morpion, [0, 3, 1, 4, 2]);
  assert.throws(() => choose(morpion, over, 'easy', () => 0), RangeError);
});

/** The number of positions that each of the first moves takes. */
function* thoughtsIn(game: Game, waiting: number): Generator<{ plays: number; ply: number }> {
  let plays = 0;
  const play: Game['play'] = (...asked) => {
    plays++;
    return game.play(...asked);
  };
  for (let position = game.start(); game.outcome(position) === undefined && position.ply < 6;) {
    plays = 0;
    const move = choose({ ...game, play }, position, 'perfect', () => 0.5, waiting);
    yield { plays, ply: position.ply };
    position = after(game, position, move);
  }
}

/** Every outcome when perfect plays this seat against every reply. */
function everyEndAgainst(seat: Seat, waiting: number): Set<Seat | 'drawn'> {
  const outcomes = new Set<Seat | 'drawn'>();
  const seen = new Set<string>();
  const random = seeded(1);
  const walk = (position: Position): void => {
    const key = position.board.map((cell) => cell ?? '.').join('');
    if (seen.has(key)) return;
    seen.add(key);
    const outcome = morpion.outcome(position);
    if (outcome !== undefined) outcomes.add(outcome.is === 'won' ? outcome.seat : 'drawn');
    else if (position.turn === seat) {
      walk(after(morpion, position, choose(morpion, position, 'perfect', random, waiting)));
    } else for (const move of morpion.moves(position)) walk(after(morpion, position, move));
  };
  walk(morpion.start());
  return outcomes;
}

function winnerOf(levels: [Level, Level], random: () => number): Seat | undefined {
  let position = morpion.start();
  while (morpion.outcome(position) === undefined) {
    const move = choose(morpion, position, levels[position.turn], random);
    position = after(morpion, position, move);
  }
  const outcome = morpion.outcome(position)!;
  return outcome.is === 'won' ? outcome.seat : undefined;
}

function chosen(game: Game, moves: number[], level: Level): number {
  return choose(game, replay(game, moves), level, () => 0.5);
}

function after(game: Game, position: Position, move: number): Position {
  const next = game.play(position, position.turn, move);
  assert.ok(typeof next === 'object', `${move} cannot be played`);
  return next;
}

function winsIn(game: Game, position: Position): number[] {
  const isWin = (move: number): boolean => game.outcome(after(game, position, move))?.is === 'won';
  return game.moves(position).filter(isWin);
}

function isSafe(game: Game, position: Position, move: number): boolean {
  return winsIn(game, after(game, position, move)).length === 0;
}

/** Unfinished positions, reached by legal moves. */
function positionsOf(game: Game): fc.Arbitrary<Position> {
  const moves = fc.array(fc.nat({ max: 1_000 }), { maxLength: game.columns * game.rows - 1 });
  return moves.map((picks) => {
    let position = game.start();
    for (const pick of picks) {
      const legal = game.moves(position);
      const next = after(game, position, legal[pick % legal.length]!);
      if (game.outcome(next) !== undefined) break;
      position = next;
    }
    return position;
  });
}

const lot = fc.nat({ max: 999 }).map((thousandth) => thousandth / 1_000);

function drawnFrom(lots: fc.Stream<number>): () => number {
  return () => lots.next().value as number;
}

/** A reproducible random generator: Lehmer's. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
