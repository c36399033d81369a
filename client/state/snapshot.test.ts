import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { reduce, type Event } from './reduce.ts';
import { keptRoom, originOf, restored, type Snapshot } from './snapshot.ts';
import { emptyState, type State } from './state.ts';
import { summary, toto, Truth, welcome, zoe } from '../test-support/test-kit.ts';

const deed = fc.record({
  does: fc.constantFrom('post', 'edit', 'delete', 'react'),
  by: fc.constantFrom(toto, zoe),
  at: fc.nat(400),
});

test('a client that begins with what an earlier one held catches up to the same room', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 1, maxLength: 500 }), fc.nat(500), (deeds, away) => {
      const truth = new Truth(deeds);
      const left = Math.max(0, truth.rev - away);
      const before = heard(truth.changes(0, left));
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
    }),
    { numRuns: 50 },
  );
});

test('of a long room its end is kept, and the page of history before it joins it', () => {
  const truth = new Truth(posts(230));
  const before = heard(truth.changes(0, 230));
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

test('who it is, the read mark and what waits to be sent are there before any server answers', () => {
  const post = { type: 'post', id: 'm9', room: 'general', text: 'later' } as const;
  const pending = { change: post, at: 5, is: 'waiting' } as const;
  const before = reduceAll(heard(new Truth(posts(3)).changes(0, 3)), [
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

test('nothing is to be kept before a server has said who this client is', () => {
  assert.equal(originOf(emptyState), undefined);
});

function posts(count: number): { does: 'post'; by: typeof zoe; at: number }[] {
  return Array.from({ length: count }, () => ({ does: 'post', by: zoe, at: 0 }));
}

function heard(changes: ReturnType<Truth['changes']>): State {
  const room = { ...welcome(summary('general', changes.rev)), at: 0 };
  return reduceAll({ ...emptyState, current: 'general' }, [room, { ...changes, at: 0 }]);
}

function reduceAll(state: State, events: Event[]): State {
  return events.reduce(reduce, state);
}

/** As plain data that was written and read again. */
function onDisk(state: State): Snapshot {
  const rooms = [...state.rooms.values()].map(keptRoom);
  const snapshot = { origin: originOf(state)!, rooms, outbox: state.outbox };
  return JSON.parse(JSON.stringify(snapshot)) as Snapshot;
}
