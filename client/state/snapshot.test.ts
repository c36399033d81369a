import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { reduce, type Event } from './reduce.ts';
import { keptRoom, originOf, restored, type Snapshot } from './snapshot.ts';
import { emptyState, type State } from './state.ts';
import { summary, toto, RoomHistory, welcome, zoe } from '../test-support/test-kit.ts';

const action = fc.record({
  does: fc.constantFrom('post', 'edit', 'delete', 'react'),
  by: fc.constantFrom(toto, zoe),
  at: fc.nat(400),
});

test('a restored client catches up to the same room', () => {
  fc.assert(
    fc.property(
      fc.array(action, { minLength: 1, maxLength: 500 }),
      fc.nat(500),
      (actions, away) => {
        const truth = new RoomHistory(actions);
        const left = Math.max(0, truth.rev - away);
        const before = stateAfter(truth.changes(0, left));
        const back = reduceAll(restored(onDisk(before)), [
          { ...welcome(summary('general', truth.rev)), at: 0 },
          { ...truth.changes(left, truth.rev), at: 0 },
        ]);
        const room = back.rooms.get('general')!;
        assert.deepEqual(
          room.messages,
          truth.at(truth.rev).filter(({ seq }) => seq > room.floor),
        );
        assert.equal(room.rev, truth.rev);
      },
    ),
    { numRuns: 50 },
  );
});

test('stores the end of a long room, which history joins', () => {
  const truth = new RoomHistory(posts(230));
  const before = stateAfter(truth.changes(0, 230));
  const kept = keptRoom(before.rooms.get('general')!);
  assert.deepEqual([kept.floor, kept.messages.length], [30, 200]);
  const back = reduceAll(restored(onDisk(before)), [
    { ...welcome(summary('general', 230)), at: 0 },
    { type: 'history', history: truth.page(31, 230, 50), before: 31 },
  ]);
  const { floor, messages } = back.rooms.get('general')!;
  assert.equal(floor, 0);
  assert.deepEqual(messages, truth.at(230));
});

test('restores the person, the read mark and the outbox before any server answers', () => {
  const post = { type: 'post', id: 'm9', room: 'general', text: 'later' } as const;
  const pending = { change: post, at: 5, is: 'waiting' } as const;
  const before = reduceAll(stateAfter(new RoomHistory(posts(3)).changes(0, 3)), [
    { type: 'read', room: 'general', seq: 2, at: 0 },
    { type: 'wrote', pending },
  ]);
  const { you, outbox, rooms, link } = restored(onDisk(before));
  const { read, unread, people } = rooms.get('general')!;
  assert.deepEqual(
    { you, outbox, read, unread, people, link },
    { you: toto, outbox: [pending], read: 2, unread: 1, people: [], link: { is: 'closed' } },
  );
});

test('has nothing to store before the first welcome', () => {
  assert.equal(originOf(emptyState), undefined);
});

function posts(count: number): { does: 'post'; by: typeof zoe; at: number }[] {
  return Array.from({ length: count }, () => ({ does: 'post', by: zoe, at: 0 }));
}

function stateAfter(changes: ReturnType<RoomHistory['changes']>): State {
  const room = { ...welcome(summary('general', changes.rev)), at: 0 };
  return reduceAll({ ...emptyState, current: 'general' }, [room, { ...changes, at: 0 }]);
}

function reduceAll(state: State, events: Event[]): State {
  return events.reduce(reduce, state);
}

/** Serialised and parsed again. */
function onDisk(state: State): Snapshot {
  const rooms = [...state.rooms.values()].map(keptRoom);
  const snapshot = { origin: originOf(state)!, rooms, outbox: state.outbox };
  return JSON.parse(JSON.stringify(snapshot)) as Snapshot;
}
