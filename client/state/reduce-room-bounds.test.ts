import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomChanges } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message, Person } from '../../protocol/model.ts';
import {
  applyChanges,
  applyHistory,
  applyRead,
  blankRoom,
  endOf,
  newRoom,
  shortened,
} from './reduce-room.ts';
import type { Room } from './state.ts';
import { summary, toto, zoe } from '../test-support/test-kit.ts';

const ana = { id: 'p-ana', name: 'Ana' };

test('a room without messages starts at its revision, with nobody in it', () => {
  assert.deepEqual(
    newRoom({
      id: 'tea',
      kind: 'open',
      name: 'Tea',
      topic: 'cake',
      at: 9,
      rev: 7,
      read: 3,
      unread: 4,
    }),
    {
      id: 'tea',
      kind: 'open',
      name: 'Tea',
      topic: 'cake',
      at: 9,
      rev: 7,
      floor: 7,
      messages: [],
      strays: [],
      straysSince: 7,
      read: 3,
      unread: 4,
      welcomed: { rev: 7, unread: 4 },
      count: 0,
      people: [],
      peopleAt: 0,
      typing: [],
      arrivals: [],
    },
  );
});

test('the time of the last message is that of the highest `seq`', () => {
  const at = (room: Room): number => room.at;
  const room = applyChanges(held(0), changes(0, 2, messageAt(1), messageAt(2)), toto.id);
  const [first, second] = room.messages;
  assert.equal(at(room), second!.at);
  assert.equal(at(applyChanges(room, changes(2, 3, { ...first!, rev: 3 }), toto.id)), second!.at);
  const later = { ...messageAt(4), at: 77 };
  assert.equal(
    at(applyChanges(room, changes(2, 4, later, { ...messageAt(3), at: 99 }), toto.id)),
    77,
  );
  const reset = { ...changes(0, 9, { ...messageAt(9), at: 78 }), reset: true, floor: 8 } as const;
  assert.equal(at(applyChanges(room, reset, toto.id)), 78);
});

test('returns the same room when nothing is new', () => {
  const room = { ...held(5), floor: 2 };
  assert.equal(applyChanges(room, changes(4, 5, messageAt(5)), toto.id), room);
  assert.equal(applyChanges(room, { ...changes(0, 5), reset: true, floor: 2 }, toto.id), room);
  assert.equal(applyRead(room, room.read, toto.id), room);
  const nothingBefore = { room: 'general', rev: 5, messages: [], floor: 2 };
  assert.equal(applyHistory(room, nothingBefore, 3, toto.id), room);
});

test('a reset without a floor begins at the first message', () => {
  const { floor, messages } = applyChanges(
    newRoom(summary('general', 1)),
    { ...changes(0, 2, messageAt(1), messageAt(2)), reset: true },
    toto.id,
  );
  assert.deepEqual([floor, messages.length], [0, 2]);
});

test('a person who has posted is no longer typing, also when others have posted too', () => {
  const typing = [zoe, toto].map((person) => ({ person, until: 9 }));
  const next = applyChanges(
    { ...held(0), typing },
    changes(0, 2, messageAt(1, ana), messageAt(2, zoe)),
    '',
  );
  assert.deepEqual(next.typing, [{ person: toto, until: 9 }]);
});

test('counts unread messages up to a bound', () => {
  const unread = (count: number): number =>
    applyChanges(held(0), changes(0, count, ...messagesUpTo(count)), toto.id).unread;
  const { unread: bound } = limits;
  assert.deepEqual([bound - 1, bound, bound + 5].map(unread), [bound - 1, bound, bound]);
});

test('cuts a read room of over 1,000 messages to the last 500', () => {
  const kept = (count: number, read: number): number =>
    shortened({ ...held(count), read }).messages.length;
  assert.deepEqual(
    [kept(3, 3), kept(1_000, 1_000), kept(1_001, 1_001), kept(1_001, 501), kept(1_001, 500)],
    [3, 1_000, 500, 500, 1_001],
  );
});

test('the end of a room begins before its first message, with the arrivals since', () => {
  const arrivals = [3, 4, 5].map((after) => ({ after, people: [ana] }));
  const end = endOf({ ...held(5), arrivals }, 1);
  assert.deepEqual([end.floor, end.messages], [4, [messageAt(5)]]);
  assert.deepEqual(
    end.arrivals.map(({ after }) => after),
    [4, 5],
  );
  assert.deepEqual([endOf(held(5), 0).floor, endOf(held(5), 0).messages], [5, []]);
});

/** A room that is held from its start, with this many messages. */
function held(count: number): Room {
  const room = blankRoom(summary('general', count));
  return { ...room, rev: count, messages: messagesUpTo(count) };
}

function messagesUpTo(count: number): Message[] {
  return Array.from({ length: count }, (_, index) => messageAt(index + 1));
}

function messageAt(seq: number, author: Person = zoe): Message {
  return { id: `m${seq}`, seq, rev: seq, author, at: 0, kind: 'text', text: 'x' };
}

function changes(from: number, rev: number, ...messages: Message[]): RoomChanges {
  return { type: 'changes', room: 'general', from, rev, messages };
}
