import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyState, type Room } from '../../client/state/state.ts';
import { blankRoom } from '../../client/state/reduce-room.ts';
import type { Message } from '../../protocol/model.ts';
import { Reading } from './room-visit.ts';

test('a room opens at its end, or around the message at which it was left', () => {
  assert.deepEqual(shown(new Reading(room(300), 20, 40), room(300)), [281, 300]);
  assert.deepEqual(shown(new Reading(room(300), 20, 40, 100), room(300)), [50, 150]);
  assert.deepEqual(shown(new Reading(room(300), 20, 40, 290), room(300)), [261, 300]);
});

test('a room that was taken up anew opens at what is nearest to the message at which it was left', () => {
  const afterReset = room(1_050, 1_000);
  assert.deepEqual(shown(new Reading(room(0), 20, 40, 100), afterReset), [1_001, 1_050]);
});

test('what a reader looks at is still there after more has come, and after a reset what is nearest', () => {
  const reading = new Reading(room(300), 20, 40, 100);
  reading.rows(emptyState, room(300), false);
  reading.isFresh = false;
  assert.deepEqual(shown(reading, room(400)), [50, 150]);
  assert.deepEqual(shown(reading, room(1_050, 1_000)), [1_001, 1_050]);
});

test('what came while nobody looked begins with a line, which stays', () => {
  const reading = new Reading(room(10), 20, 40);
  reading.rows(emptyState, room(10), true);
  reading.isFresh = false;
  const firstNew = (held: Room): number | undefined => {
    const rows = reading.rows(emptyState, held, true);
    const next = rows[rows.findIndex(({ is }) => is === 'new') + 1];
    return rows.some(({ is }) => is === 'new') && next?.is === 'message'
      ? next.message.seq
      : undefined;
  };
  reading.away({ ...room(10), read: 10 });
  assert.equal(firstNew({ ...room(10), read: 10 }), undefined);
  assert.equal(firstNew({ ...room(12), read: 10, unread: 2 }), 11);
  reading.back();
  assert.equal(firstNew({ ...room(12), read: 12, unread: 0 }), 11);
  reading.away({ ...room(12), read: 12 });
  assert.equal(firstNew({ ...room(12), read: 12 }), 11);
  reading.back();
  assert.equal(firstNew({ ...room(13), read: 12, unread: 1 }), 11, 'somebody looked');
});

test('of a room that nobody has read before, all is new: no line says so', () => {
  const reading = new Reading({ ...room(3), unread: 3 }, 20, 40);
  reading.away({ ...room(3), unread: 3 });
  const rows = reading.rows(emptyState, { ...room(4), unread: 4 }, true);
  assert.deepEqual(
    rows.filter(({ is }) => is === 'new'),
    [],
  );
});

/** A room that holds its messages up to this one, after `floor`, one of every author in turn. */
function room(last: number, floor = 0): Room {
  const summary = {
    name: 'general',
    title: 'general',
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

/** The places of the first and the last message that are on the page. */
function shown(reading: Reading, held: Room): number[] {
  const seqs = reading
    .rows(emptyState, held, false)
    .flatMap((row) => (row.is === 'message' ? [row.message.seq] : []));
  return [seqs[0]!, seqs.at(-1)!];
}
