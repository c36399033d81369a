import assert from 'node:assert/strict';
import test from 'node:test';
import { StoreError } from '../database.ts';
import { codeOf, asStoreError } from './errors.ts';

test('an error that no change has caused becomes a sentence for the operator', () => {
  const sentences = {
    5: 'another program has locked it; end that program',
    8: 'it is read-only; give this user write permission',
    10: 'the disk fails or a quota is reached; see the system log',
    13: 'the disk is full; free some space',
    14: 'a file beside it cannot be opened; check the permissions of the folder',
  };
  for (const [code, sentence] of Object.entries(sentences)) {
    // With an extended result code and without.
    for (const errcode of [Number(code), Number(code) + 2 * 256]) {
      const error = fault(errcode);
      const storeHealth = asStoreError('data.db', error);
      assert.ok(storeHealth instanceof StoreError);
      assert.equal(storeHealth.message, `Nothing can be written to data.db: ${sentence}.`);
      assert.equal(storeHealth.cause, error);
    }
  }
});

test('any other error is returned unchanged', () => {
  for (const error of [fault(1), fault(19), fault(0), new TypeError('x'), 'x', undefined]) {
    assert.equal(asStoreError('data.db', error), error);
  }
});

test('only SQLite errors have a code', () => {
  const codes = [fault(261), new Error('x'), { errcode: 5 }, undefined].map(codeOf);
  assert.deepEqual(codes, [5, undefined, undefined, undefined]);
});

function fault(errcode: number): Error {
  return Object.assign(new Error('SQLite'), { errcode });
}
