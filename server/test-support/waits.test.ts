import assert from 'node:assert/strict';
import test from 'node:test';
import { until, within } from './waits.ts';

test('within passes on a result or an error that arrives in time', async () => {
  assert.equal(await within(Promise.resolve(7), 'seven', 10), 7);
  await assert.rejects(within(Promise.reject(new Error('broken')), 'seven', 10), /broken/u);
});

test('within names what did not arrive in time', async () => {
  await assert.rejects(within(new Promise(() => {}), 'Godot', 10), /waited 10 ms for Godot/u);
});

test('until waits for a condition over several turns', async () => {
  let left = 3;
  await until(() => left-- === 0, 'the end of the count');
  assert.equal(left, -1);
});
