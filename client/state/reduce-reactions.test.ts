import assert from 'node:assert/strict';
import test from 'node:test';
import type { Person } from '../../protocol/model.ts';
import { reduce, type Event } from './reduce.ts';
import { hasReacted } from './reduce-reactions.ts';
import { emptyState, type Pending, type State } from './state.ts';
import { summary, toto, welcome, zoe } from '../test-support/test-kit.ts';

test('knows from the message who has reacted, when it names everyone', () => {
  assert.equal(hasReacted(begun, 'm1', reaction(1, toto)), true);
  assert.equal(hasReacted(begun, 'm1', reaction(1, zoe)), false);
});

test('knows from the server about one’s own reaction, when the message does not name everyone', () => {
  const many = reaction(30, zoe);
  assert.equal(hasReacted(begun, 'm1', many), false);
  const known = after(fetched('👍'));
  assert.equal(hasReacted(known, 'm1', many), true);
  assert.equal(hasReacted(known, 'm1', { ...many, emoji: '🎉' }), false);
  assert.equal(hasReacted(known, 'm2', many), false);
  assert.equal(hasReacted(known, 'm1', reaction(1, zoe)), false);
});

test('applies one’s own reaction when it is acknowledged, not when it is refused', () => {
  const many = reaction(30, zoe);
  const wrote = [writes('r1', true), writes('r2', false)] as const;
  const trace = [
    after(wrote[0]),
    after(wrote[0], acked('r1')),
    after(wrote[0], acked('r1'), wrote[1], acked('r2')),
    after(wrote[0], refused('r1')),
  ].map((state) => hasReacted(state, 'm1', many));
  assert.deepEqual(trace, [false, true, false, false]);
});

test('applies a reaction from another tab', () => {
  const did = (on: boolean): Event => ({
    type: 'reaction',
    message: 'm1',
    emoji: '👍',
    on,
    at: 0,
  });
  const trace = [after(did(true)), after(did(true), did(false))];
  assert.deepEqual(
    trace.map((state) => hasReacted(state, 'm1', reaction(30, zoe))),
    [true, false],
  );
  const known = reduce(after(did(false)), fetched('👍'));
  assert.equal(hasReacted(known, 'm1', reaction(30, zoe)), false);
});

test('a reaction made during the request is newer than the response', () => {
  const many = reaction(30, zoe);
  const before = after();
  const takenBack = [writes('r1', false), acked('r1')].reduce<State>(reduce, before);
  const known = reduce(takenBack, fetched('👍', '🎉'));
  assert.equal(hasReacted(known, 'm1', many), false);
  assert.equal(hasReacted(known, 'm1', { ...many, emoji: '🎉' }), true);
});

test('a new response replaces the earlier one', () => {
  const known = after(fetched('👍'));
  const anew = { ...fetched('🎉'), since: known.reacted.get('m1') };
  assert.equal(hasReacted(reduce(known, anew), 'm1', reaction(30, zoe)), false);
});

test('another person or store has its own reactions', () => {
  const known = after(fetched('👍'));
  const again = (more: object): Event => ({ ...welcome(summary('general', 1)), ...more, at: 0 });
  const held = [{}, { you: zoe }, { epoch: 'e2' }].map(
    (more) => reduce(known, again(more)).reacted.size,
  );
  assert.deepEqual(held, [1, 0, 0]);
});

const begun = reduce(emptyState, { ...welcome(summary('general', 1)), at: 0 });

function after(...events: Event[]): State {
  return events.reduce<State>(reduce, begun);
}

function reaction(count: number, ...by: Person[]) {
  return { emoji: '👍', count, by };
}

function fetched(...own: string[]) {
  return { type: 'reacted', message: 'm1', own, since: undefined } as const;
}

function writes(id: string, on: boolean): Event {
  const change = { type: 'react', id, message: 'm1', emoji: '👍', on } as const;
  const pending: Pending = { change, at: 0, is: 'waiting' };
  return { type: 'wrote', pending };
}

function acked(id: string): Event {
  return { type: 'ack', id, rev: 2, at: 0 };
}

function refused(id: string): Event {
  return { type: 'refused', id, code: 'too_many_reactions', message: 'No.', at: 0 };
}
