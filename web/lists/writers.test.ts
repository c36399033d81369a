import assert from 'node:assert/strict';
import test from 'node:test';
import { newRoom } from '../../client/state/reduce-room.ts';
import type { Room } from '../../client/state/state.ts';
import { summary, toto, zoe } from '../../client/test-support/test-kit.ts';
import type { Message, Person } from '../../protocol/model.ts';
import { byActivity } from './writers.ts';

const [ana, bob, eve] = ['Ana', 'Bob', 'Eve'].map((name) => ({ id: `p-${name}`, name }));

test('lists yourself, who is writing, who wrote last, then the others in order of arrival', () => {
  const room = roomOf(
    [ana!, bob!, zoe, toto, eve!],
    [messageBy(1, bob!), messageBy(2, zoe), messageBy(3, bob!)],
  );
  assert.deepEqual(names(room), ['Toto', 'Bob', 'Zoé', 'Ana', 'Eve']);
  const typing = [{ person: eve!, until: 1 }];
  assert.deepEqual(names({ ...room, typing }), ['Toto', 'Eve', 'Bob', 'Zoé', 'Ana']);
});

test('adds yourself to an incomplete list', () => {
  assert.deepEqual(names(roomOf([ana!, bob!], [])), ['Toto', 'Ana', 'Bob']);
  assert.deepEqual(byActivity(roomOf([ana!], []), undefined), [{ ...ana!, away: false }]);
});

function names(room: Room): string[] {
  return byActivity(room, toto).map(({ name }) => name);
}

function roomOf(people: Person[], messages: Message[]): Room {
  const here = people.map((person) => ({ ...person, away: false }));
  return { ...newRoom(summary('general', 3)), people: here, messages };
}

function messageBy(seq: number, author: Person): Message {
  return { id: `m${seq}`, seq, rev: seq, author, at: 0, kind: 'text', text: 'x' };
}
