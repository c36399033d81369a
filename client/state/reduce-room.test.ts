import assert from 'node:assert/strict';
import test from 'node:test';
import type { Message, RoomSummary } from '../../protocol/model.ts';
import { reduce, type Event } from './reduce.ts';
import { emptyState, type Room, type State } from './state.ts';
import {
  summary,
  toto,
  RoomHistory,
  welcome,
  zoe,
  type RoomAction,
} from '../test-support/test-kit.ts';

test('a room starts at its revision; the current one at 0, to be followed from there', () => {
  const looking = { ...emptyState, current: 'tea' };
  const { rooms } = reduce(looking, welcomed(summary('general', 12), summary('tea', 7)));
  assert.deepEqual([...rooms.values()].map(span), [
    [12, 12, []],
    [0, 0, []],
  ]);
});

test('a new room is held from its start, and added once', () => {
  const made: Event = { type: 'room', room: summary('tea', 2), at: 0 };
  const state = after(emptyState, welcomed(), made);
  assert.deepEqual(span(state.rooms.get('tea')!), [0, 0, []]);
  assert.equal(reduce(state, made), state);
});

test('another store drops all rooms and the changes that are done', () => {
  const truth = new RoomHistory(posts(toto, 3));
  const done = { type: 'ack', id: 'm9', rev: 9, at: 0 } as const;
  const before = after(emptyState, welcomed(summary('general', 0)), changes(truth, 0, 3));
  const waiting = after(before, wrote('m9'), done, wrote('m10'));
  const now = reduce(waiting, { ...welcomed(summary('general', 2)), epoch: 'e2' });
  assert.deepEqual(span(now.rooms.get('general')!), [2, 2, []]);
  assert.deepEqual(
    [waiting, now].map(({ outbox }) => outbox.map(({ change }) => change.id)),
    [['m9', 'm10'], ['m10']],
  );
});

test('drops a room whose revision went back', () => {
  const truth = new RoomHistory(posts(zoe, 5));
  const held = after(emptyState, welcomed(summary('general', 0)), changes(truth, 0, 5));
  const back = reduce(held, welcomed(summary('general', 3)));
  assert.deepEqual(span(back.rooms.get('general')!), [3, 3, []]);
});

test('a reset replaces the messages, unless as much is held already', () => {
  const truth = new RoomHistory(posts(zoe, 9));
  const start = after(emptyState, welcomed(summary('general', 2)), changes(truth, 2, 4));
  const spans = [truth.reset(8, 3), truth.reset(8, 2), truth.reset(7, 5), truth.reset(8, 5)];
  assert.deepEqual(
    states(start, ...spans.map((frame) => ({ ...frame, at: 0 })))
      .map(general)
      .map(span),
    [
      [2, 4, [3, 4]],
      [5, 8, [6, 7, 8]],
      [5, 8, [6, 7, 8]],
      [5, 8, [6, 7, 8]],
      [3, 8, [4, 5, 6, 7, 8]],
    ],
  );
});

test('a message that changed during the request of its page keeps the change', () => {
  const truth = new RoomHistory([
    ...posts(zoe, 4),
    { does: 'edit', by: zoe, at: 1 },
    ...posts(zoe, 1),
  ]);
  const page = truth.page(5, 4, 2);
  const state = after(
    emptyState,
    welcomed(summary('general', 4)),
    changes(truth, 4, 6),
    older(page, 5),
  );
  const { messages, strays } = general(state);
  assert.deepEqual(
    messages,
    truth.at(6).filter(({ seq }) => seq > 2),
  );
  assert.deepEqual(
    strays.map(({ seq }) => seq),
    [2],
  );
});

test('ignores a page requested before a reset: it would leave a gap', () => {
  const truth = new RoomHistory(posts(zoe, 9));
  const start = after(emptyState, welcomed(summary('general', 3)));
  const reset = { ...truth.reset(9, 2), at: 0 };
  const state = after(start, reset, older(truth.page(4, 9, 2), 4));
  assert.deepEqual(span(general(state)), [7, 9, [8, 9]]);
});

test('cuts a long room to its last 500 messages once they are read; history fills it again', () => {
  const truth = new RoomHistory([...posts(zoe, 1_001), { does: 'edit', by: zoe, at: 499 }]);
  const read = (seq: number): Event => ({ type: 'read', room: 'general', seq, at: 0 });
  const held = after(
    emptyState,
    welcomed(summary('general', 0)),
    changes(truth, 0, 1_000),
    read(1_000),
  );
  assert.equal(reduce(held, longAgo), held);
  const unread = after(held, changes(truth, 1_000, 1_001));
  const long = { ...unread, rooms: new Map([['general', { ...general(unread), read: 500 }]]) };
  assert.equal(reduce(long, longAgo), long);
  const short = general(reduce(unread, longAgo));
  assert.deepEqual(short.messages, truth.at(1_001).slice(-500));
  assert.deepEqual([short.floor, short.unread], [501, 1]);
  const inTime = after(
    unread,
    longAgo,
    changes(truth, 1_001, 1_002),
    older(truth.page(502, 1_001, 2), 502),
  );
  assert.deepEqual(general(inTime).messages, truth.at(1_002).slice(-502));
});

test('ignores a page requested before the room was cut: it would leave a gap', () => {
  const truth = new RoomHistory(posts(zoe, 1_010));
  const state = after(
    emptyState,
    welcomed(summary('general', 5)),
    changes(truth, 5, 1_010),
    { type: 'read', room: 'general', seq: 1_010, at: 0 },
    longAgo,
  );
  assert.equal(reduce(state, older(truth.page(6, 1_010, 2), 6)), state);
});

test('counts the messages of others after the read mark that are not deleted', () => {
  const actions: RoomAction[] = [
    ...posts(zoe, 3),
    ...posts(toto, 1),
    { does: 'delete', by: zoe, at: 2 },
  ];
  const truth = new RoomHistory([...actions, { does: 'react', by: zoe, at: 0 }]);
  const read = (seq: number): Event => ({ type: 'read', room: 'general', seq, at: 0 });
  assert.deepEqual(
    states(
      after(emptyState, welcomed(summary('general', 0))),
      changes(truth, 0, 4),
      changes(truth, 4, 6),
      read(1),
      read(0),
      read(4),
    ).map((state) => general(state).unread),
    [0, 3, 2, 1, 1, 0],
  );
});

test('counts the server’s unread messages before the floor once', () => {
  const truth = new RoomHistory(posts(zoe, 9));
  const known = { ...summary('general', 5), unread: 5 };
  const later = { ...summary('general', 8), unread: 8 };
  assert.deepEqual(
    states(
      after(emptyState, welcomed(known)),
      changes(truth, 5, 6),
      welcomed(later),
      changes(truth, 6, 8),
      changes(truth, 8, 9),
    ).map((state) => general(state).unread),
    [5, 6, 8, 8, 9],
  );
});

test('the read mark never moves back to that of the server', () => {
  const state = after(emptyState, welcomed(summary('general', 5)), {
    type: 'read',
    room: 'general',
    seq: 5,
    at: 0,
  });
  const again = reduce(state, welcomed({ ...summary('general', 5), read: 2, unread: 3 }));
  assert.deepEqual([general(again).read, general(again).unread], [5, 0]);
});

test('a person is typing until their next message, or for five seconds', () => {
  const truth = new RoomHistory([
    ...posts(zoe, 1),
    ...posts(toto, 1),
    { does: 'react', by: toto, at: 0 },
  ]);
  const typing = (at: number): Event => ({ type: 'typing', room: 'general', people: [zoe], at });
  const lapsed = (now: number): Event => ({ type: 'expired', now });
  const start = after(emptyState, welcomed(summary('general', 0)), changes(truth, 0, 1));
  const whoTypes = (events: Event[]): boolean[] =>
    states(start, ...events).map((state) => general(state).typing.length === 1);
  assert.deepEqual(whoTypes([typing(0), typing(2_000), lapsed(5_000), lapsed(7_000)]), [
    false,
    true,
    true,
    true,
    false,
  ]);
  assert.deepEqual(whoTypes([typing(0), changes(truth, 1, 3)]), [false, true, true]);
  const post = changes(new RoomHistory(posts(zoe, 2)), 1, 2);
  assert.deepEqual(whoTypes([typing(0), post]), [false, true, false]);
});

const longAgo: Event = { type: 'shortened', room: 'general' };

function posts(by: RoomAction['by'], count: number): RoomAction[] {
  return Array.from({ length: count }, () => ({ does: 'post', by, at: 0 }));
}

function welcomed(...rooms: RoomSummary[]): Event & { type: 'welcome' } {
  return { ...welcome(...rooms), at: 0 };
}

function changes(truth: RoomHistory, from: number, rev: number): Event {
  return { ...truth.changes(from, rev), at: 0 };
}

function older(history: ReturnType<RoomHistory['page']>, before: number): Event {
  return { type: 'history', history, before };
}

function wrote(id: string): Event {
  const change = { type: 'post', id, room: 'general', text: 'x' } as const;
  return { type: 'wrote', pending: { change, at: 0, is: 'waiting' } };
}

function states(state: State, ...events: Event[]): State[] {
  return events.reduce((all, event) => [...all, reduce(all.at(-1)!, event)], [state]);
}

function after(state: State, ...events: Event[]): State {
  return events.reduce(reduce, state);
}

function general(state: State): Room {
  return state.rooms.get('general')!;
}

function span({ floor, rev, messages }: Room): [number, number, Message['seq'][]] {
  return [floor, rev, messages.map(({ seq }) => seq)];
}
