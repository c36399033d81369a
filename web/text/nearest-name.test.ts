import assert from 'node:assert/strict';
import test from 'node:test';
import { distance, nearest } from './nearest-name.ts';

test('distance counts missing, extra, wrong and swapped letters', () => {
  const pairs = ['help help', 'hlp help', 'helpp help', 'hepl help', 'halp help', 'kitten sitting'];
  assert.deepEqual(
    pairs.map((pair) => distance(...(pair.split(' ') as [string, string]))),
    [0, 1, 1, 1, 1, 3],
  );
  assert.equal(distance('', 'help'), 4);
});

test('suggests a name with this prefix or with one or two other letters, and nothing for a word unlike all', () => {
  const names = ['help', 'join', 'morpion', 'puissance-4'];
  const typed = ['hepl', 'morp', 'marpoin', 'puissance4', 'jion', 'play', 'etc', 'x', 'h'];
  assert.deepEqual(
    typed.map((word) => nearest(word, names)),
    ['help', 'morpion', 'morpion', 'puissance-4', 'join', undefined, undefined, undefined, 'help'],
  );
});
