import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal } from '../../protocol/refusals.ts';
import type { Transaction } from '../store/database.ts';
import { settings, toto } from '../test-support/doubles/store-spec.ts';
import { signIn } from './sign-in.ts';

test('a random number is suggested if the low numbers are taken', async () => {
  const { outcome } = await askFor('Toto', /^Toto( \d\d?)?$/u);
  assert.equal(outcome.is, 'refused');
  assert.match(outcome.refusal.suggestion ?? '', /^Toto \d{3,6}$/u);
});

test('only a few names are tried; if all are taken, none is suggested', async () => {
  const { outcome, queried } = await askFor('Toto', /^/u);
  assert.deepEqual(outcome, {
    is: 'refused',
    refusal: refusal('name_taken', { path: '/name' }),
  });
  assert.equal(queried.length, 9);
});

test('numbers are tried in order, and long names are shortened to make room for them', async () => {
  const suggested = async (name: string, taken: RegExp) => {
    const { outcome } = await askFor(name, taken);
    return outcome.is === 'refused' && outcome.refusal.suggestion;
  };
  const long = `${'a'.repeat(29)} bc`;
  const names = [
    await suggested('Toto', /^Toto$/u),
    await suggested('Toto', /^Toto( 2)?$/u),
    await suggested('Toto', /^Toto( [23])?$/u),
    await suggested(long, /bc$/u),
    await suggested(`${'a'.repeat(30)} 2`, / 2$/u),
    await suggested('🎲'.repeat(32), /🎲$/u),
  ];
  assert.deepEqual(names, [
    'Toto 2',
    'Toto 3',
    'Toto 4',
    `${'a'.repeat(29)} 2`,
    `${'a'.repeat(30)} 3`,
    `${'🎲'.repeat(30)} 2`,
  ]);
});

/** Signs in under a name in a store where all names that match `taken` are taken. */
async function askFor(name: string, taken: RegExp) {
  const queried: string[] = [];
  const get = async (_sql: string, key: string) => {
    queried.push(key);
    return new RegExp(taken, 'iu').test(key) ? { id: 'p-other', name } : undefined;
  };
  const queries = { get } as unknown as Transaction;
  const change = { type: 'sign-in', id: 'p-new', name, hash: 'hash' } as const;
  const outcome = await signIn(queries, { by: toto, at: 1_000, change }, settings);
  return { outcome, queried };
}
