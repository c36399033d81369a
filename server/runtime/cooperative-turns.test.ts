import assert from 'node:assert/strict';
import { setImmediate as macrotask } from 'node:timers/promises';
import test from 'node:test';
import { nextTurn } from './cooperative-turns.ts';

test('long tasks take turns: one step per turn of the event loop', async () => {
  const trace: string[] = [];
  const task = async (name: string): Promise<void> => {
    for (let step = 1; step <= 2; step++) {
      await nextTurn();
      trace.push(`${name}${step}`);
    }
  };
  const [one, other] = [task('a'), task('b')];
  for (let turn = 0; turn < 4; turn++) {
    await macrotask();
    trace.push('|');
  }
  await Promise.all([one, other]);
  assert.equal(trace.join(' '), 'a1 | b1 | a2 | b2 |');
});
