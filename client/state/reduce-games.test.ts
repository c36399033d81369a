import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomChanges } from '../../protocol/frames.ts';
import type { GameMessage, Message } from '../../protocol/model.ts';
import { reduce, type Event } from './reduce.ts';
import { emptyState, type State } from './state.ts';
import { summary, toto, welcome, zoe } from '../test-support/test-kit.ts';

test('open games follow the changes of every room, and are removed when they end', () => {
  const [first, other] = [game('game-001', 1), game('game-002', 1)];
  const begun = after({ ...changes(0, 1, first), room: 'tea' }, changes(0, 1, other), {
    ...changes(1, 2, { ...first, rev: 2, moves: [4] }),
    room: 'tea',
  });
  assert.deepEqual(
    [...begun.games.values()],
    [
      { room: 'tea', message: { ...first, rev: 2, moves: [4] } },
      { room: 'general', message: other },
    ],
  );
  const ended = reduce(begun, changes(1, 2, { ...other, rev: 2, result: { is: 'drawn' } }));
  assert.deepEqual([...ended.games.keys()], ['game-001']);
});

test('a welcome replaces the open games', () => {
  const held = after(changes(0, 1, game('game-001', 1)));
  const listed = { room: 'tea', message: game('game-002', 7) };
  const next = reduce(held, { ...welcome(summary('general', 9)), games: [listed], at: 0 });
  assert.deepEqual([...next.games], [['game-002', listed]]);
  assert.equal(next.gameGrace, 60_000);
});

test('a room that catches up does not bring a game behind the welcome', () => {
  const open = game('game-001', 1);
  const listed: GameMessage = { ...open, rev: 7, moves: [4, 0] };
  const games = [{ room: 'general', message: listed }];
  const looking = { ...emptyState, current: 'general' };
  const welcomed = reduce(looking, { ...welcome(summary('general', 7)), games, at: 0 });
  const late = reduce(welcomed, changes(0, 5, { ...open, rev: 5, moves: [4] }));
  assert.deepEqual([...late.games.values()], games);
});

test('a game never goes back to an older revision, nor reappears after its end', () => {
  const open = game('game-001', 1);
  const played: GameMessage = { ...open, rev: 3, moves: [4, 0] };
  const early = after(changes(0, 3, played), changes(0, 2, { ...open, rev: 2, moves: [4] }));
  assert.deepEqual(early.games.get('game-001')?.message, played);
  const ended = reduce(early, changes(3, 4, { ...played, rev: 4, result: { is: 'drawn' } }));
  const late = [changes(2, 3, played), changes(0, 3, played)].reduce<State>(reduce, ended);
  assert.deepEqual([...late.games], []);
});

test('a part of a catch-up does not bring a game behind the welcome', () => {
  const listed: GameMessage = { ...game('game-001', 1), rev: 5, moves: [4, 0] };
  const games = [{ room: 'general', message: listed }];
  const begun = reduce(after(), { ...welcome(summary('general', 5)), games, at: 0 });
  const chunk = changes(0, 3, { ...listed, rev: 3, moves: [4] });
  assert.deepEqual(reduce(begun, chunk).games.get('game-001')?.message, listed);
  const next: GameMessage = { ...listed, rev: 6, moves: [4, 0, 8] };
  const later = reduce(begun, changes(0, 6, next));
  assert.deepEqual(later.games.get('game-001')?.message, next);
});

test('a change after a gap is ignored until the gap is filled', () => {
  const open = game('game-001', 1);
  const beyond: GameMessage = { ...open, rev: 5, moves: [4] };
  const holed = after(changes(0, 1, open), changes(4, 5, beyond));
  assert.deepEqual(holed.games.get('game-001')?.message, open);
  const filled = reduce(holed, changes(1, 5, beyond));
  assert.deepEqual(filled.games.get('game-001')?.message, beyond);
});

test('texts change no games, and another store has its own games', () => {
  const held = after(changes(0, 1, game('game-001', 1)));
  const text: Message = { ...placed('hello-01', 2), kind: 'text', text: 'hello' };
  assert.equal(reduce(held, changes(1, 2, text)).games, held.games);
  const other = reduce(held, { ...welcome(summary('general', 1)), epoch: 'e2', at: 0 });
  assert.deepEqual([...other.games], []);
});

/** The state after these events in two rooms held from their start. */
function after(...events: Event[]): State {
  const looking = { ...emptyState, current: 'general' };
  const rooms = welcome(summary('general', 0), summary('tea', 0));
  return events.reduce<State>(reduce, reduce(looking, { ...rooms, at: 0 }));
}

function changes(from: number, rev: number, ...messages: Message[]): RoomChanges & { at: number } {
  return { type: 'changes', room: 'general', from, rev, messages, at: 0 };
}

function game(id: string, seq: number): GameMessage {
  const begun: Pick<GameMessage, 'seats' | 'moves' | 'gone' | 'score'> = {
    seats: [toto, zoe],
    moves: [],
    gone: [null, null],
    score: [0, 0],
  };
  return { ...placed(id, seq), kind: 'game', game: 'morpion', ...begun };
}

function placed(id: string, seq: number) {
  return { id, seq, rev: seq, author: toto, at: 0 };
}
