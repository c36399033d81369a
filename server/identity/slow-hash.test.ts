import assert from 'node:assert/strict';
import test from 'node:test';
import { SlowHash } from './slow-hash.ts';

test('a secret matches its own hash only, and each hash has a salt of its own', async () => {
  const slowHash = new SlowHash();
  const [one, two] = await Promise.all([slowHash.make('maple'), slowHash.make('maple')]);
  assert.notEqual(one, two);
  assert.equal(await slowHash.matches('maple', one), true);
  assert.equal(await slowHash.matches('maple', two), true);
  assert.equal(await slowHash.matches('harbor', one), false);
  for (const none of [null, undefined]) assert.equal(await slowHash.matches('', none), false);
});

test('no more than the allowed number of hashes wait', async () => {
  const slowHash = new SlowHash(2);
  const one = slowHash.make('maple');
  assert.equal(slowHash.isFull, false);
  const two = slowHash.make('harbor');
  assert.equal(slowHash.isFull, true);
  await one;
  assert.equal(slowHash.isFull, false);
  await two;
});
