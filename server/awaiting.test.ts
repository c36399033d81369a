import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { Awaiting } from './awaiting.ts';

test('all who wait are woken in the order of coming, twenty in a turn of the event loop', async () => {
  const { awaiting, woken, wait } = world();
  for (let number = 0; number < 45; number++) wait(number);
  await turn();
  assert.equal(woken.length, 0);
  const counts: number[] = [];
  void awaiting.wake();
  for (let turns = 0; turns < 4; turns++) {
    await Promise.resolve();
    counts.push(woken.length);
    await turn();
  }
  assert.deepEqual([counts[0], counts.at(-1)], [20, 45]);
  assert.deepEqual(
    woken,
    Array.from({ length: 45 }, (_, number) => number),
  );
});

test('who waits again while others are woken waits for the next time', async () => {
  const { awaiting, woken, wait } = world();
  wait(1, () => wait(2));
  await awaiting.wake();
  await turn();
  assert.deepEqual(woken, [1]);
  await awaiting.wake();
  assert.deepEqual(woken, [1, 2]);
});

test('who stops waiting is not held, before or after', async () => {
  const { awaiting, woken } = world();
  const over = new AbortController();
  void awaiting.hint(over.signal).then(() => woken.push(1));
  over.abort();
  await turn();
  assert.deepEqual(woken, [1]);
  await awaiting.hint(over.signal);
  await awaiting.wake();
  assert.deepEqual(woken, [1]);
});

function world() {
  const [awaiting, woken] = [new Awaiting(), [] as number[]];
  const { signal } = new AbortController();
  const wait = (number: number, then = (): void => {}): void => {
    void awaiting.hint(signal).then(() => {
      woken.push(number);
      then();
    });
  };
  return { awaiting, woken, wait };
}
