import assert from 'node:assert/strict';
import test from 'node:test';
import { newRoom } from '../../client/state/reduce-room.ts';
import type { Room } from '../../client/state/state.ts';
import { summary, toto, zoe } from '../../client/test-support/test-kit.ts';
import type { Message, Person } from '../../protocol/model.ts';
import { writersFirst } from './writers.ts';

const [ana, bob, eve] = ['Ana', 'Bob', 'Eve'].map((name) => ({ id: `p-${name}`, name }));

test('oneself is on top, then who is writing, then who wrote last, then the others as they came', () => {
  const room = roomOf([ana!, bob!, zoe, toto, eve!], [said(1, bob!), said(2, zoe), said(3, bob!)]);
  assert.deepEqual(names(room), ['Toto', 'Bob', 'Zoé', 'Ana', 'Eve']);
  const typing = [{ person: eve!, until: 1 }];
  assert.deepEqual(names({ ...room, typing }), ['Toto', 'Eve', 'Bob', 'Zoé', 'Ana']);
});

test('oneself is on top of a list that names only others', () => {
  assert.deepEqual(names(roomOf([ana!, bob!], [])), ['Toto', 'Ana', 'Bob']);
  assert.deepEqual(writersFirst(roomOf([ana!], []), undefined), [{ ...ana!, away: false }]);
});

function names(room: Room): string[] {
  return writersFirst(room, toto).map(({ name }) => name);
}

function roomOf(people: Person[], messages: Message[]): Room {
  const here = people.map((person) => ({ ...person, away: false }));
  return { ...newRoom(summary('general', 3)), people: here, messages };
}

function said(seq: number, author: Person): Message {
  return { id: `m${seq}`, seq, rev: seq, author, at: 0, kind: 'text', text: 'x' };
}
