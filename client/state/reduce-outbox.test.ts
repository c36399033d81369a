import assert from 'node:assert/strict';
import test from 'node:test';
import { reduce, type Event } from './reduce.ts';
import { emptyState, type Pending, type State } from './state.ts';
import { summary, toto, RoomHistory, welcome } from '../test-support/test-kit.ts';

const truth = new RoomHistory([
  { does: 'post', by: toto, at: 0 },
  { does: 'edit', by: toto, at: 0 },
]);
const post = { type: 'post', id: 'm1', room: 'general', text: 'says 1' } as const;
const edit = { type: 'edit', id: 'e1', message: 'm1', text: 'says 1!' } as const;
const arrives = (from: number, rev: number): Event => ({ ...truth.changes(from, rev), at: 0 });
const acked = (id: string, rev: number): Event => ({ type: 'ack', id, rev, at: 0 });

test('a post stays until it is in its room, answered or not', () => {
  assert.deepEqual(trace(wrote(post), arrives(0, 1), acked('m1', 1)), [
    'waiting m1 / ',
    ' / m1',
    ' / m1',
  ]);
  assert.deepEqual(trace(wrote(post), acked('m1', 1), arrives(0, 1)), [
    'waiting m1 / ',
    'done m1 / ',
    ' / m1',
  ]);
});

test('an edit stays until the room reaches the revision of its answer', () => {
  assert.deepEqual(
    trace(arrives(0, 1), wrote(edit), acked('e1', 2), arrives(1, 2)).map(
      (each) => each.split(' /')[0],
    ),
    ['', 'waiting e1', 'done e1', ''],
  );
});

test('a change without a revision is done when it is answered', () => {
  const made = { type: 'room.create', id: 'r1', name: 'tea' } as const;
  assert.deepEqual(trace(wrote(made), { type: 'ack', id: 'r1', at: 0 }), ['waiting r1 / ', ' / ']);
});

test('a refused post stays with the reason until it is discarded', () => {
  const refused = { type: 'refused', id: 'm1', code: 'unknown_room', message: 'None.' } as const;
  const state = [wrote(post), { ...refused, at: 7 }].reduce<State>(reduce, inGeneral);
  assert.deepEqual(state.outbox, [
    { change: post, at: 0, is: 'refused', refusal: { code: 'unknown_room', message: 'None.' } },
  ]);
  assert.deepEqual(reduce(state, { type: 'discarded', id: 'm1' }).outbox, []);
});

test('another refused change leaves the outbox: its caller has the reason', () => {
  const refused = { type: 'refused', id: 'e1', code: 'unknown_message', message: 'None.' } as const;
  assert.deepEqual(trace(wrote(edit), { ...refused, at: 0 }), ['waiting e1 / ', ' / ']);
});

test('a rate-limited change keeps waiting', () => {
  const refused = { type: 'refused', id: 'm1', code: 'rate_limited', message: 'Wait.' } as const;
  assert.deepEqual(trace(wrote(post), { ...refused, retryAfter: 2, at: 0 }), [
    'waiting m1 / ',
    'waiting m1 / ',
  ]);
});

test('a change of a message that is not held is done when it is answered', () => {
  const [same, elsewhere] = ['e2', 'e3'].map((id) => ({ ...edit, id }));
  const events = [arrives(0, 1), wrote(same!), { type: 'ack', id: 'e2', at: 0 } as const];
  assert.deepEqual(trace(...events).at(-1), ' / m1');
  const unseen = { ...elsewhere!, message: 'm7' };
  assert.deepEqual(trace(wrote(unseen), acked('e3', 2)), ['waiting e3 / ', ' / ']);
});

test('other events do not change the outbox', () => {
  const before = [wrote({ ...post, id: 'm7' }), wrote(edit)].reduce<State>(reduce, inGeneral);
  assert.equal(reduce(before, arrives(0, 1)).outbox, before.outbox);
  const { outbox } = reduce(before, { type: 'discarded', id: 'm7' });
  assert.deepEqual(
    outbox.map(({ change }) => change.id),
    ['e1'],
  );
});

test('ignores answers to unknown commands', () => {
  assert.equal(reduce(inGeneral, acked('m1', 1)), inGeneral);
});

const inGeneral = reduce(emptyState, { ...welcome(summary('general', 0)), at: 0 });

function wrote(change: Pending['change']): Event {
  return { type: 'wrote', pending: { change, at: 0, is: 'waiting' } };
}

/** After each event: the outbox and the messages of the room. */
function trace(...events: Event[]): string[] {
  let state = inGeneral;
  return events.map((event) => {
    state = reduce(state, event);
    const outbox = state.outbox.map(({ is, change }) => `${is} ${change.id}`);
    return `${outbox.join()} / ${state.rooms
      .get('general')!
      .messages.map(({ id }) => id)
      .join()}`;
  });
}
