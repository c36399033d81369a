import assert from 'node:assert/strict';
import test from 'node:test';
import type { GameMessage, GameResult } from '../model.ts';
import { gameLine } from './games.ts';

const toto = { id: 'p-toto', name: 'Toto' };
const ada = { id: 'p-ada', name: 'Ada' };

test('announces each end of a game with its reason', () => {
  const ends: [GameResult, string][] = [
    [{ is: 'won', seat: 0, by: 'line', line: [0, 1, 2] }, 'Toto wins.'],
    [{ is: 'won', seat: 1, by: 'resignation' }, 'Ada wins: Toto gave up.'],
    [{ is: 'won', seat: 0, by: 'absence' }, 'Toto wins: Ada left.'],
    [{ is: 'won', seat: 1, by: 'time' }, 'Ada wins: Toto did not move in time.'],
    [{ is: 'drawn' }, 'Nobody wins.'],
  ];
  for (const [result, sentence] of ends) {
    assert.equal(gameLine({ ...game, result }), `* morpion: Toto (X) – Ada (O). ${sentence}`);
  }
});

test('announces a proposal that ended', () => {
  for (const is of ['withdrawn', 'lapsed'] as const) {
    const line = gameLine({ ...game, seats: [toto, null], result: { is } });
    assert.equal(line, '* Toto no longer proposes a game of morpion.');
  }
});

const placed = { id: 'game-001', seq: 1, rev: 1, author: toto, at: 0 };
const open: Pick<GameMessage, 'moves' | 'gone' | 'score'> = {
  moves: [],
  gone: [null, null],
  score: [0, 0],
};
const game: GameMessage = {
  ...placed,
  kind: 'game',
  game: 'morpion',
  seats: [toto, ada],
  ...open,
};
