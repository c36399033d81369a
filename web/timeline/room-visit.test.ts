import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyState, type Room } from '../../client/state/state.ts';
import { blankRoom } from '../../client/state/reduce-room.ts';
import type { Message } from '../../protocol/model.ts';
import { RoomVisit } from './room-visit.ts';

test('a room opens at its end, or around the message where it was left', () => {
  assert.deepEqual(shown(new RoomVisit(room(300), 20, 40), room(300)), [281, 300]);
  assert.deepEqual(shown(new RoomVisit(room(300), 20, 40, 100), room(300)), [50, 150]);
  assert.deepEqual(shown(new RoomVisit(room(300), 20, 40, 290), room(300)), [261, 300]);
});

test('after a reset a room opens at the nearest message that is left', () => {
  const afterReset = room(1_050, 1_000);
  assert.deepEqual(shown(new RoomVisit(room(0), 20, 40, 100), afterReset), [1_001, 1_050]);
});

test('what is in view stays when more messages arrive; after a reset the nearest messages show', () => {
  const visit = new RoomVisit(room(300), 20, 40, 100);
  visit.rows(emptyState, room(300), false);
  visit.isFirstDraw = false;
  assert.deepEqual(shown(visit, room(400)), [50, 150]);
  assert.deepEqual(shown(visit, room(1_050, 1_000)), [1_001, 1_050]);
});

test('messages that arrived while the reader was away begin with a line, which stays', () => {
  const visit = new RoomVisit(room(10), 20, 40);
  visit.rows(emptyState, room(10), true);
  visit.isFirstDraw = false;
  const firstNew = (loaded: Room): number | undefined => {
    const rows = visit.rows(emptyState, loaded, true);
    const next = rows[rows.findIndex(({ is }) => is === 'new') + 1];
    return rows.some(({ is }) => is === 'new') && next?.is === 'message'
      ? next.message.seq
      : undefined;
  };
  visit.lookAway({ ...room(10), read: 10 });
  assert.equal(firstNew({ ...room(10), read: 10 }), undefined);
  assert.equal(firstNew({ ...room(12), read: 10, unread: 2 }), 11);
  visit.lookBack();
  assert.equal(firstNew({ ...room(12), read: 12, unread: 0 }), 11);
  visit.lookAway({ ...room(12), read: 12 });
  assert.equal(firstNew({ ...room(12), read: 12 }), 11);
  visit.lookBack();
  assert.equal(firstNew({ ...room(13), read: 12, unread: 1 }), 11, 'the reader looked');
});

test('a room that was never read shows no line of new messages', () => {
  const visit = new RoomVisit({ ...room(3), unread: 3 }, 20, 40);
  visit.lookAway({ ...room(3), unread: 3 });
  const rows = visit.rows(emptyState, { ...room(4), unread: 4 }, true);
  assert.deepEqual(
    rows.filter(({ is }) => is === 'new'),
    [],
  );
});

/** A room with the messages after `floor` up to `last`, by two authors in turn. */
function room(last: number, floor = 0): Room {
  const summary = {
    id: 'general',
    kind: 'open' as const,
    name: 'general',
    topic: '',
    at: 0,
    rev: last,
    read: 0,
    unread: 0,
  };
  const messages = Array.from({ length: last - floor }, (_, index) => messageAt(floor + index + 1));
  return { ...blankRoom(summary), rev: last, floor, messages };
}

function messageAt(seq: number): Message {
  const author = { id: `a${seq % 2}`, name: `A${seq % 2}`, via: 'page' };
  return {
    id: `m${seq}`,
    seq,
    rev: seq,
    at: seq,
    author,
    kind: 'text',
    text: '',
  } as unknown as Message;
}

/** The `seq` of the first and the last rendered message. */
function shown(visit: RoomVisit, loaded: Room): number[] {
  const seqs = visit
    .rows(emptyState, loaded, false)
    .flatMap((row) => (row.is === 'message' ? [row.message.seq] : []));
  return [seqs[0]!, seqs.at(-1)!];
}
