import assert from 'node:assert/strict';
import test from 'node:test';
import type { GameMessage, Message, TextMessage } from '../../protocol/model.ts';
import { reduce, type Event } from './reduce.ts';
import { emptyState, type State } from './state.ts';
import { summary, toto, welcome, zoe } from '../test-support/test-kit.ts';

const tata = { ...toto, name: 'Tata' };
const renamed: Event = { type: 'renamed', person: tata, at: 0 };

test('a new name shows in every message that is held: author, reactions, seats', () => {
  const state = after(renamed);
  assert.deepEqual(messagesOf(state), [
    { ...text, author: tata, reactions: [{ emoji: '👍', count: 2, by: [zoe, tata] }] },
    { ...game, author: zoe, seats: [zoe, tata], invited: tata },
  ]);
  assert.deepEqual(state.games.get(game.id)?.message.seats, [zoe, tata]);
});

test('a new name shows in messages that come later, live and from history', () => {
  const later = { ...text, id: 'm3', seq: 3, rev: 3 };
  const live = after(renamed, {
    type: 'changes',
    room: 'general',
    from: 2,
    rev: 3,
    messages: [later],
    at: 0,
  });
  assert.deepEqual(messagesOf(live).at(-1)?.author, tata);
  const known = [{ ...welcomed, renamed: [tata] }, reset].reduce<State>(reduce, emptyState);
  assert.deepEqual(messagesOf(known)[0]?.author, tata);
});

test('a name of a restored message follows at the next welcome', () => {
  const state = after({ ...welcomed, renamed: [tata] });
  assert.deepEqual(messagesOf(state)[0]?.author, tata);
});

test('a guest of the same id keeps the name, and a message without the person its object', () => {
  const guest = { ...text, author: { ...toto, via: 'text' as const }, reactions: [] };
  const others = { ...text, id: 'm9', seq: 2, rev: 2, author: zoe, reactions: [] };
  const before = [welcomed, { ...reset, messages: [guest, others] }].reduce<State>(
    reduce,
    emptyState,
  );
  const state = reduce(before, renamed);
  assert.deepEqual(messagesOf(state), [guest, others]);
  assert.equal(messagesOf(state)[1], messagesOf(before)[1]);
});

const text: TextMessage = {
  id: 'm1',
  seq: 1,
  rev: 1,
  author: toto,
  at: 0,
  kind: 'text',
  text: 'Toto',
  reactions: [{ emoji: '👍', count: 2, by: [zoe, toto] }],
};
const game: GameMessage = {
  id: 'm2',
  seq: 2,
  rev: 2,
  author: zoe,
  at: 0,
  kind: 'game',
  game: 'morpion',
  seats: [zoe, toto],
  invited: toto,
  moves: [4, 0],
  gone: [null, null],
  score: [0, 0],
};
const welcomed = { ...welcome(summary('general', 2)), at: 0 };
const reset = {
  type: 'changes',
  room: 'general',
  from: 0,
  rev: 2,
  messages: [text, game] as Message[],
  reset: true,
  floor: 0,
  at: 0,
} as const satisfies Event;

function after(...events: Event[]): State {
  return [welcomed, reset, ...events].reduce<State>(reduce, emptyState);
}

function messagesOf({ rooms }: State): readonly Message[] {
  return rooms.get('general')?.messages ?? [];
}
