import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { RevisionWaiters } from './revision-waiters.ts';

test('wakes waiters in order of arrival, twenty in a turn of the event loop', async () => {
  const { waiters, woken, wait } = world();
  for (let number = 0; number < 45; number++) wait(number);
  await turn();
  assert.equal(woken.length, 0);
  const counts: number[] = [];
  void waiters.wake();
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

test('a waiter added during a wake-up waits for the next one', async () => {
  const { waiters, woken, wait } = world();
  wait(0, () => wait(100));
  for (let number = 1; number < 25; number++) wait(number);
  await waiters.wake();
  await turn();
  assert.deepEqual([woken.length, woken.includes(100)], [25, false]);
  await waiters.wake();
  await turn();
  assert.equal(woken.at(-1), 100);
});

test('an abort ends the wait, before or after it starts', async () => {
  const { waiters, woken, wait } = world();
  const over = new AbortController();
  for (let number = 0; number < 20; number++) {
    void waiters.wait(over.signal).then(() => woken.push(number));
  }
  over.abort();
  await turn();
  assert.equal(woken.length, 20);
  void waiters.wait(over.signal).then(() => woken.push(20));
  await turn();
  assert.equal(woken.length, 21);
  wait(21);
  void waiters.wake();
  await Promise.resolve();
  assert.equal(woken.at(-1), 21);
});

test('a woken waiter removes its abort listener', async () => {
  const { waiters } = world();
  const { signal } = new AbortController();
  const woken = waiters.wait(signal);
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  await waiters.wake();
  await woken;
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

function world() {
  const [waiters, woken] = [new RevisionWaiters(), [] as number[]];
  const { signal } = new AbortController();
  const wait = (number: number, then = (): void => {}): void => {
    void waiters.wait(signal).then(() => {
      woken.push(number);
      then();
    });
  };
  return { waiters, woken, wait };
}
