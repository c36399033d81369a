import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Message } from '../../protocol/model.ts';
import { indexAfter, merge } from './merge.ts';
import { toto } from '../test-support/test-kit.ts';

const places = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });

test('held messages and news are one list in the order of their places, each as it was last', () => {
  fc.assert(
    fc.property(places, places, fc.boolean(), (ours, theirs, isLater) => {
      const held = ours.toSorted((a, b) => a - b).map((seq) => said(seq, 100));
      const news = theirs.map((seq) => said(seq, isLater ? 101 : 99));
      const later = isLater ? [...held, ...news] : [...news, ...held];
      const expected = [...new Map(later.map((each) => [each.seq, each])).values()];
      assert.deepEqual(
        merge(held, news),
        expected.toSorted((a, b) => a.seq - b.seq),
      );
    }),
  );
});

test('what is held is not touched, and without news is the same list and the same messages', () => {
  const held = Object.freeze([said(1, 1), said(3, 3)]);
  assert.equal(merge(held, []), held);
  merge(held, [said(2, 4)]);
  assert.equal(merge(held, [said(3, 3)])[1], held[1]);
  assert.deepEqual(held, [said(1, 1), said(3, 3)]);
});

test('the same state again is no news: the object that is held stays', () => {
  const held = [said(1, 1)];
  assert.equal(merge(held, [said(1, 1)])[0], held[0]);
});

test('the first message after a place is found at every place', () => {
  const messages = [2, 4, 6].map((seq) => said(seq, seq));
  const found = [0, 1, 2, 3, 4, 5, 6, 7].map((seq) => indexAfter(messages, seq));
  assert.deepEqual(found, [0, 0, 1, 1, 2, 2, 3, 3]);
});

function said(seq: number, rev: number): Message {
  return { id: `m${seq}`, seq, rev, author: toto, at: 0, kind: 'text', text: 'says' };
}
