import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { RevisionWaiters } from './revision-waiters.ts';

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
  wait(0, () => wait(100));
  for (let number = 1; number < 25; number++) wait(number);
  await awaiting.wake();
  await turn();
  assert.deepEqual([woken.length, woken.includes(100)], [25, false]);
  await awaiting.wake();
  await turn();
  assert.equal(woken.at(-1), 100);
});

test('who stops waiting is not held, before or after', async () => {
  const { awaiting, woken, wait } = world();
  const over = new AbortController();
  for (let number = 0; number < 20; number++) {
    void awaiting.hint(over.signal).then(() => woken.push(number));
  }
  over.abort();
  await turn();
  assert.equal(woken.length, 20);
  void awaiting.hint(over.signal).then(() => woken.push(20));
  await turn();
  assert.equal(woken.length, 21);
  wait(21);
  void awaiting.wake();
  await Promise.resolve();
  assert.equal(woken.at(-1), 21);
});

test('who has been woken leaves nothing with what would have ended the waiting', async () => {
  const { awaiting } = world();
  const { signal } = new AbortController();
  const woken = awaiting.hint(signal);
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  await awaiting.wake();
  await woken;
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

function world() {
  const [awaiting, woken] = [new RevisionWaiters(), [] as number[]];
  const { signal } = new AbortController();
  const wait = (number: number, then = (): void => {}): void => {
    void awaiting.hint(signal).then(() => {
      woken.push(number);
      then();
    });
  };
  return { awaiting, woken, wait };
}
