import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal } from '../../protocol/refusals.ts';
import type { Transaction } from '../store/database.ts';
import { settings, toto } from '../test-support/store-spec.ts';
import { signIn } from './sign-in.ts';

test('where many have a numbered name, a number is drawn', async () => {
  const { outcome } = await askFor('Toto', /^Toto( \d\d?)?$/u);
  assert.equal(outcome.is, 'refused');
  assert.match(outcome.refusal.suggestion ?? '', /^Toto \d{3,6}$/u);
});

test('a free name is looked for a few times only, and then none is suggested', async () => {
  const { outcome, asked } = await askFor('Toto', /^/u);
  assert.deepEqual(outcome, {
    is: 'refused',
    refusal: refusal('name_taken', { path: '/name' }),
  });
  assert.equal(asked.length, 9);
});

test('the numbers are tried in order, and the room for them is made of what is before', async () => {
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

/** Asks for a name in a store that has all names of a form. */
async function askFor(name: string, taken: RegExp) {
  const asked: string[] = [];
  const get = async (_sql: string, key: string) => {
    asked.push(key);
    return new RegExp(taken, 'iu').test(key) ? { id: 'p-other', name } : undefined;
  };
  const queries = { get } as unknown as Transaction;
  const change = { type: 'sign-in', id: 'p-new', name, hash: 'hash' } as const;
  const outcome = await signIn(queries, { by: toto, at: 1_000, change }, settings);
  return { outcome, asked };
}
