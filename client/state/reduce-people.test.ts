import assert from 'node:assert/strict';
import test from 'node:test';
import type { Presence } from '../../protocol/frames.ts';
import type { Message, Present } from '../../protocol/model.ts';
import { applyPeople, applyPresence } from './reduce-people.ts';
import { blankRoom } from './reduce-room.ts';
import type { Room } from './state.ts';
import { summary, toto, Truth, zoe } from '../test-support/test-kit.ts';

const room = blankRoom(summary('general', 0));
const ana = { id: 'p-ana', name: 'Ana' };
const here = (...people: { id: string; name: string }[]): Present[] =>
  people.map((person) => ({ ...person, away: false }));
const names = (people: readonly { name: string }[]): string[] => people.map(({ name }) => name);

test('the list is the list that came, then whoever comes, goes, or looks away', () => {
  const all = applyPeople(room, { ...presence, type: 'people', people: here(toto, zoe), count: 2 });
  const came = applyPresence(all, { ...presence, here: here(ana), count: 3 }, toto.id);
  const away = applyPresence(
    came,
    { ...presence, here: [{ ...zoe, away: true }], count: 3 },
    toto.id,
  );
  const gone = applyPresence(away, { ...presence, gone: [ana], count: 2 }, toto.id);
  assert.deepEqual(
    [all, came, away, gone].map(({ people, count }) => [names(people), count]),
    [
      [['Toto', 'Zoé'], 2],
      [['Toto', 'Zoé', 'Ana'], 3],
      [['Toto', 'Ana', 'Zoé'], 3],
      [['Toto', 'Zoé'], 2],
    ],
  );
  assert.deepEqual(gone.people.at(-1), { ...zoe, away: true });
});

test('those who come with no message between them are one line, each once, and not you', () => {
  const first = comes(comes(comes(room, zoe), toto), ana);
  const again = comes(goes(first, zoe), zoe);
  const messages = new Truth([{ does: 'post', by: zoe, at: 0 }]).at(1);
  const later = comes(goes({ ...again, messages }, ana), ana);
  const lines = (held: Room): unknown =>
    held.arrivals.map((line) => [line.after, names(line.people)]);
  assert.deepEqual([first, again, later].map(lines), [
    [[0, ['Zoé', 'Ana']]],
    [[0, ['Zoé', 'Ana']]],
    [
      [0, ['Zoé', 'Ana']],
      [1, ['Ana']],
    ],
  ]);
});

test('who speaks before the room is told that they came, came before they spoke', () => {
  const messages = [said(1, zoe), said(2, toto), said(4, zoe), said(5, ana)];
  const seenUpTo = (count: number): Room =>
    goes({ ...room, rev: messages[count - 1]?.rev ?? 0 }, zoe);
  const cameAfter = (count: number): unknown =>
    comes({ ...seenUpTo(count), messages }, zoe).arrivals.map(({ after }) => after);
  assert.deepEqual([0, 1, 2, 3, 4].map(cameAfter), [[0], [2], [2], [5], [5]]);
});

test('of those who came together, the first who spoke says where it was', () => {
  const messages = [said(1, toto), said(2, zoe), said(3, ana)];
  const both = { ...presence, here: here(ana, zoe) };
  const { arrivals } = applyPresence({ ...room, messages }, both, toto.id);
  assert.deepEqual(
    arrivals.map(({ after }) => after),
    [1],
  );
});

test('the last twenty lines of those who came are kept', () => {
  let held: Room = room;
  for (let seq = 1; seq <= 21; seq++) {
    held = comes({ ...goes(held, ana), rev: seq, messages: [said(seq, toto)] }, ana);
  }
  const places = Array.from({ length: 20 }, (_, index) => index + 2);
  assert.deepEqual(
    held.arrivals.map(({ after }) => after),
    places,
  );
});

test('whoever is in the list already has not just come', () => {
  const listed = applyPeople(room, { ...presence, type: 'people', people: here(zoe), count: 1 });
  assert.deepEqual(comes(listed, zoe).arrivals, []);
});

test('in a crowd, nobody is taken to have just come: a list names only some', () => {
  const came = { ...presence, here: here(zoe), gone: [] };
  assert.equal(applyPresence(room, { ...came, count: 200 }, toto.id).arrivals.length, 1);
  assert.deepEqual(applyPresence(room, { ...came, count: 201 }, toto.id).arrivals, []);
});

const presence: Presence = { type: 'presence', room: 'general', count: 0, here: [], gone: [] };

function comes(held: Room, person: typeof ana): Room {
  return applyPresence(held, { ...presence, here: here(person), gone: [] }, toto.id);
}

function goes(held: Room, person: typeof ana): Room {
  return applyPresence(held, { ...presence, here: [], gone: [person] }, toto.id);
}

function said(seq: number, author: typeof ana): Message {
  return { id: `m${seq}`, seq, rev: seq, author, at: 0, kind: 'text', text: 'x' };
}
