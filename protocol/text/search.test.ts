import assert from 'node:assert/strict';
import test from 'node:test';
import { rankOf, search, searchKey, searchWords } from './search.ts';

const rooms = ['general', 'equipe-12', 'Équipe n° 3', 'TP Réseau', 'Salle 12', 'Cœur de métier'];

test('finds words anywhere, in any order, without case, accents and punctuation', () => {
  const found = Object.fromEntries(
    ['eq 12', '12 EQ', 'équipe', '#equipe-12', 'quip', '12', 'reseau tp', 'coeur', 'eq 4', ''].map(
      (typed) => [typed, find(typed)],
    ),
  );
  assert.deepEqual(found, {
    'eq 12': ['equipe-12'],
    '12 EQ': ['equipe-12'],
    équipe: ['equipe-12', 'Équipe n° 3'],
    '#equipe-12': ['equipe-12'],
    quip: ['equipe-12', 'Équipe n° 3'],
    '12': ['equipe-12', 'Salle 12'],
    'reseau tp': ['TP Réseau'],
    coeur: ['Cœur de métier'],
    'eq 4': [],
    '': rooms,
  });
});

test('finds other scripts and emoji', () => {
  const names = ['日本語の部屋', 'Ελλάδα', 'रीता', 'Zoë 🦊'];
  const found = ['日本', '部屋', 'ελλαδα', 'रीत', '🦊'].map((typed) =>
    search(names, searchWords(typed), (name) => [searchKey(name)]),
  );
  assert.deepEqual(found, [['日本語の部屋'], ['日本語の部屋'], ['Ελλάδα'], ['रीता'], ['Zoë 🦊']]);
});

test('ranks a word start in the name before a match inside it, and before the topic', () => {
  const all = [
    { name: 'divers', topic: 'Une partie de go' },
    { name: 'cargo', topic: '' },
    { name: 'jeu de go', topic: '' },
    { name: 'divers 2', topic: 'cargaison' },
  ];
  const found = search(all, searchWords('go'), ({ name, topic }) => [
    searchKey(name),
    searchKey(topic),
  ]);
  assert.deepEqual(
    found.map(({ name }) => name),
    ['jeu de go', 'cargo', 'divers'],
  );
});

test('finds each word in any of the texts', () => {
  const keys = [searchKey('Salle 12'), searchKey('Sockets on Thursday')];
  assert.equal(rankOf(searchWords('12 thurs'), keys), 2);
  assert.equal(rankOf(searchWords('12 friday'), keys), undefined);
});

function find(typed: string): string[] {
  return search(rooms, searchWords(typed), (name) => [searchKey(name)]);
}
