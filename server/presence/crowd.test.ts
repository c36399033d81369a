import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../../protocol/limits.ts';
import {
  changes,
  testPresence,
  names,
  person,
  textBy,
} from '../test-support/doubles/test-presence.ts';

test('in a crowd, people who post replace silent ones in the list', () => {
  const { presence, clock, member, take } = testPresence();
  const crowd = Array.from({ length: limits.people + 50 }, (_, number) => person(number));
  for (const each of crowd) presence.enter(member(each), 'general', false);
  const posts = (number: number, seq: number): void =>
    presence.roomChanged(changes(seq - 1, seq, textBy(seq, person(number))));
  clock.pass(500);
  take();
  posts(240, 1);
  posts(5, 2);
  clock.pass(500);
  assert.equal(take()[0], '0: presence 250 here 240 gone 199');
  presence.enter(member(person(900)), 'general', false);
  clock.pass(500);
  assert.equal(take().at(-1), `900: people 251 5 240 ${names(0, 5)} ${names(6, 199)}`);
  for (let number = 200; number < 240; number++) posts(number, number);
  clock.pass(500);
  const authors = names(220, 240).split(' ');
  assert.equal(
    take()[0],
    `0: presence 251 here ${authors.reverse().join(' ')} gone 240 ${names(180, 199)}`,
  );
  posts(240, 300);
  presence.roomChanged(changes(300, 301, { ...textBy(3, person(249)), rev: 301 }));
  clock.pass(500);
  assert.equal(take()[0], '0: presence 251 here 240 gone 220');
});

test('people are found by words of their names, the latest authors first', () => {
  const { presence, clock, member } = testPresence();
  const names = ['Anne-Marie', 'Éloïse Durand', 'Marianne', 'Tutu', 'Marie Curie'];
  names.forEach((name, number) =>
    presence.enter(member({ id: `p-${number}`, name }), 'tea', number === 3),
  );
  const find = (text: string): string[] =>
    presence.find('tea', text).people.map(({ name }) => name);
  const found = ['mar', 'marie anne', 'durand elo', 'URA', 'zzz'].map(find);
  assert.deepEqual(found, [
    ['Anne-Marie', 'Marianne', 'Marie Curie'],
    ['Anne-Marie'],
    ['Éloïse Durand'],
    ['Éloïse Durand'],
    [],
  ]);
  assert.deepEqual(presence.find('tea', 'tutu'), {
    room: 'tea',
    count: 5,
    found: 1,
    people: [{ id: 'p-3', name: 'Tutu', away: true }],
  });
  assert.deepEqual(presence.find('coffee', ''), { room: 'coffee', count: 0, found: 0, people: [] });
  for (let number = 0; number < limits.people; number++)
    presence.enter(member(person(number + 10)), 'tea', false);
  presence.roomChanged({ ...changes(0, 1, textBy(1, person(15))), room: 'tea' });
  const { people, ...counts } = presence.find('tea', '');
  assert.deepEqual(counts, { room: 'tea', count: 205, found: 205 });
  assert.deepEqual([people.length, people[0]!.name], [limits.found, '15']);
  clock.pass(60_000);
});
