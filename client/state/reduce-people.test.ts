import assert from 'node:assert/strict';
import test from 'node:test';
import type { Presence } from '../../protocol/frames.ts';
import type { Message, Present } from '../../protocol/model.ts';
import { applyPeople, applyPresence } from './reduce-people.ts';
import { blankRoom } from './reduce-room.ts';
import type { Room } from './state.ts';
import { summary, toto, RoomHistory, zoe } from '../test-support/test-kit.ts';

const room = blankRoom(summary('general', 0));
const ana = { id: 'p-ana', name: 'Ana' };
const here = (...people: { id: string; name: string }[]): Present[] =>
  people.map((person) => ({ ...person, away: false }));
const names = (people: readonly { name: string }[]): string[] => people.map(({ name }) => name);

test('applies the list of people, and then each arrival, departure and absence', () => {
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

test('shows arrivals with no message between them as one line, each person once, without the user', () => {
  const first = comes(comes(comes(room, zoe), toto), ana);
  const again = comes(goes(first, zoe), zoe);
  const messages = new RoomHistory([{ does: 'post', by: zoe, at: 0 }]).at(1);
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

test('shows an arrival before the first post of that person', () => {
  const messages = [messageAt(1, zoe), messageAt(2, toto), messageAt(4, zoe), messageAt(5, ana)];
  const seenUpTo = (count: number): Room =>
    goes({ ...room, rev: messages[count - 1]?.rev ?? 0 }, zoe);
  const cameAfter = (count: number): unknown =>
    comes({ ...seenUpTo(count), messages }, zoe).arrivals.map(({ after }) => after);
  assert.deepEqual([0, 1, 2, 3, 4].map(cameAfter), [[0], [2], [2], [5], [5]]);
});

test('shows people who arrived together before the first post of any of them', () => {
  const messages = [messageAt(1, toto), messageAt(2, zoe), messageAt(3, ana)];
  const both = { ...presence, here: here(ana, zoe) };
  const { arrivals } = applyPresence({ ...room, messages }, both, toto.id);
  assert.deepEqual(
    arrivals.map(({ after }) => after),
    [1],
  );
});

test('keeps the last twenty arrivals', () => {
  let held: Room = room;
  for (let seq = 1; seq <= 21; seq++) {
    held = comes({ ...goes(held, ana), rev: seq, messages: [messageAt(seq, toto)] }, ana);
  }
  const places = Array.from({ length: 20 }, (_, index) => index + 2);
  assert.deepEqual(
    held.arrivals.map(({ after }) => after),
    places,
  );
});

test('a person who is listed already has not arrived', () => {
  const listed = applyPeople(room, { ...presence, type: 'people', people: here(zoe), count: 1 });
  assert.deepEqual(comes(listed, zoe).arrivals, []);
});

test('shows no arrivals in a large room, whose list is partial', () => {
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

function messageAt(seq: number, author: typeof ana): Message {
  return { id: `m${seq}`, seq, rev: seq, author, at: 0, kind: 'text', text: 'x' };
}
