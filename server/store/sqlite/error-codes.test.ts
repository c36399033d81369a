import assert from 'node:assert/strict';
import test from 'node:test';
import { StoreError } from '../database.ts';
import { codeOf, troubleWith } from './errors.ts';

test('what no change is guilty of is told in a sentence for the operator', () => {
  const sentences = {
    5: 'another program holds it locked; end that program',
    8: 'it may only be read; let this user write it',
    10: 'its disk fails or a quota is reached; the log of the system says more',
    13: 'its disk is full; make room there',
    14: 'a file beside it cannot be opened; see that this user may write the folder',
  };
  for (const [code, sentence] of Object.entries(sentences)) {
    // With the extended code of some kind of it, and without.
    for (const errcode of [Number(code), Number(code) + 2 * 256]) {
      const error = fault(errcode);
      const storeHealth = troubleWith('data.db', error);
      assert.ok(storeHealth instanceof StoreError);
      assert.equal(storeHealth.message, `Nothing can be written to data.db: ${sentence}.`);
      assert.equal(storeHealth.cause, error);
    }
  }
});

test('any other error stays what it is', () => {
  for (const error of [fault(1), fault(19), fault(0), new TypeError('x'), 'x', undefined]) {
    assert.equal(troubleWith('data.db', error), error);
  }
});

test('only errors of SQLite have a code', () => {
  const codes = [fault(261), new Error('x'), { errcode: 5 }, undefined].map(codeOf);
  assert.deepEqual(codes, [5, undefined, undefined, undefined]);
});

function fault(errcode: number): Error {
  return Object.assign(new Error('SQLite'), { errcode });
}
