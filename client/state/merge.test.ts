import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Message } from '../../protocol/model.ts';
import { indexAfter, merge } from './merge.ts';
import { toto } from '../test-support/test-kit.ts';

const places = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });

test('merges in the order of `seq`, the latest revision of each', () => {
  fc.assert(
    fc.property(places, places, fc.boolean(), (ours, theirs, isLater) => {
      const held = ours.toSorted((a, b) => a - b).map((seq) => messageAt(seq, 100));
      const changed = theirs.map((seq) => messageAt(seq, isLater ? 101 : 99));
      const later = isLater ? [...held, ...changed] : [...changed, ...held];
      const expected = [...new Map(later.map((each) => [each.seq, each])).values()];
      assert.deepEqual(
        merge(held, changed),
        expected.toSorted((a, b) => a.seq - b.seq),
      );
    }),
  );
});

test('does not modify the held list, and returns it when there is nothing new', () => {
  const held = Object.freeze([messageAt(1, 1), messageAt(3, 3)]);
  assert.equal(merge(held, []), held);
  merge(held, [messageAt(2, 4)]);
  assert.equal(merge(held, [messageAt(3, 3)])[1], held[1]);
  assert.deepEqual(held, [messageAt(1, 1), messageAt(3, 3)]);
});

test('keeps the held object for the same revision', () => {
  const held = [messageAt(1, 1)];
  assert.equal(merge(held, [messageAt(1, 1)])[0], held[0]);
});

test('finds the first message after any place', () => {
  const messages = [2, 4, 6].map((seq) => messageAt(seq, seq));
  const found = [0, 1, 2, 3, 4, 5, 6, 7].map((seq) => indexAfter(messages, seq));
  assert.deepEqual(found, [0, 0, 1, 1, 2, 2, 3, 3]);
});

function messageAt(seq: number, rev: number): Message {
  return { id: `m${seq}`, seq, rev, author: toto, at: 0, kind: 'text', text: 'says' };
}
