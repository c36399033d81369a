import assert from 'node:assert/strict';
import test from 'node:test';
import type { Frame } from '../../protocol/frames.ts';
import { reduce, type Event } from './reduce.ts';
import { emptyState, type State } from './state.ts';
import { summary, toto, RoomHistory, welcome, zoe } from '../test-support/test-kit.ts';

const ana = { id: 'p-ana', name: 'Ana' };
const truth = new RoomHistory([1, 2, 3].map((at) => ({ does: 'post', by: zoe, at })));
const start = after(emptyState, { ...welcome(summary('general', 0)), at: 0 });

test('keeps the people of each room up to date', () => {
  const here = [zoe, toto].map((person) => ({ ...person, away: false }));
  const people = { type: 'people', room: 'general', people: here, count: 2, at: 0 } as const;
  const came = [{ ...ana, away: false }];
  const presence = { type: 'presence', room: 'general', count: 3, here: came, gone: [], at: 0 };
  const listed = after(start, people);
  assert.deepEqual(listed.rooms.get('general')?.people, here);
  const { people: now, count } = after(listed, presence as Event).rooms.get('general')!;
  assert.deepEqual([now, count], [[...here, ...came], 3]);
});

test('drops everything of another person, even of the same store', () => {
  const change = { type: 'post', id: 'm9', room: 'general', text: 'x' } as const;
  const wrote: Event = { type: 'wrote', pending: { change, at: 0, is: 'waiting' } };
  const before = after(start, { ...truth.changes(0, 3), at: 0 }, wrote);
  const now = after(before, { ...welcome(summary('general', 5)), you: zoe, at: 0 });
  const { floor, rev, messages } = now.rooms.get('general')!;
  assert.deepEqual([floor, rev, messages, now.outbox], [5, 5, [], []]);
});

test('drops everything of another store, even at a higher revision', () => {
  const before = after(start, { ...truth.changes(0, 3), at: 0 });
  const now = after(before, { ...welcome(summary('general', 5)), epoch: 'e2', at: 0 });
  const { floor, rev, messages } = now.rooms.get('general')!;
  assert.deepEqual([floor, rev, messages], [5, 5, []]);
});

test('lists each person who is typing once, until it expires', () => {
  const first = after(start, typing(1_000, zoe, toto), typing(2_000, ana, zoe));
  assert.deepEqual(untils(first), [
    ['Toto', 6_000],
    ['Ana', 7_000],
    ['Zoé', 7_000],
  ]);
  assert.equal(after(first, { type: 'expired', now: 5_999 }), first);
  assert.deepEqual(untils(after(first, { type: 'expired', now: 6_000 })), [
    ['Ana', 7_000],
    ['Zoé', 7_000],
  ]);
});

test('ignores frames about unknown rooms', () => {
  const frames: Frame[] = [
    { ...truth.changes(0, 3), room: 'nowhere' },
    { type: 'read', room: 'nowhere', seq: 3 },
    { type: 'typing', room: 'nowhere', people: [zoe] },
  ];
  for (const frame of frames) assert.equal(after(start, { ...frame, at: 0 } as Event), start);
});

function after(state: State, ...events: Event[]): State {
  return events.reduce<State>(reduce, state);
}

function typing(at: number, ...people: (typeof ana)[]): Event {
  return { type: 'typing', room: 'general', people, at };
}

function untils(state: State): [string, number][] {
  return state.rooms.get('general')!.typing.map(({ person, until }) => [person.name, until]);
}
