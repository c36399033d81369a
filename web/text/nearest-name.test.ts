import assert from 'node:assert/strict';
import test from 'node:test';
import { distance, nearest } from './nearest-name.ts';

test('a distance is the letters that are too many, too few, wrong or turned', () => {
  const pairs = ['help help', 'hlp help', 'helpp help', 'hepl help', 'halp help', 'kitten sitting'];
  assert.deepEqual(
    pairs.map((pair) => distance(...(pair.split(' ') as [string, string]))),
    [0, 1, 1, 1, 1, 3],
  );
  assert.equal(distance('', 'help'), 4);
});

test('the nearest name is what begins so or differs in a letter or two; far from all there is none', () => {
  const names = ['help', 'join', 'morpion', 'puissance-4'];
  const typed = ['hepl', 'morp', 'marpoin', 'puissance4', 'jion', 'play', 'etc', 'x', 'h'];
  assert.deepEqual(
    typed.map((word) => nearest(word, names)),
    ['help', 'morpion', 'morpion', 'puissance-4', 'join', undefined, undefined, undefined, 'help'],
  );
});
