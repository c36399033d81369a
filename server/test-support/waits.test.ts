import assert from 'node:assert/strict';
import test from 'node:test';
import { until, within } from './waits.ts';

test('what comes in time is handed on, and so is what goes wrong', async () => {
  assert.equal(await within(Promise.resolve(7), 'seven', 10), 7);
  await assert.rejects(within(Promise.reject(new Error('broken')), 'seven', 10), /broken/u);
});

test('what does not come is told by its name', async () => {
  await assert.rejects(within(new Promise(() => {}), 'Godot', 10), /waited 10 ms for Godot/u);
});

test('what is so after some turns is waited for', async () => {
  let left = 3;
  await until(() => left-- === 0, 'the end of the count');
  assert.equal(left, -1);
});
