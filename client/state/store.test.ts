import assert from 'node:assert/strict';
import test from 'node:test';
import { Store } from './store.ts';

test('shows a slice at once, and again only when it changes', () => {
  const store = new Store({ count: 1, name: 'a' });
  const shown: number[] = [];
  store.watch(
    ({ count }) => count,
    (count) => shown.push(count),
  );
  store.set({ count: 1, name: 'b' });
  store.set({ count: 2, name: 'b' });
  assert.deepEqual(shown, [1, 2]);
});

test('an aborted watcher is not called again, not even for the change that aborted it', () => {
  const store = new Store(1);
  const done = new AbortController();
  const shown: string[] = [];
  const watch = (name: string, signal?: AbortSignal): void =>
    store.watch(
      (value) => value,
      (value) => {
        shown.push(`${name} ${value}`);
        if (name === 'a' && value === 2) done.abort();
      },
      signal,
    );
  watch('a');
  watch('b', done.signal);
  watch('c');
  store.set(2);
  assert.deepEqual(shown, ['a 1', 'b 1', 'c 1', 'a 2', 'c 2']);
});

test('when a watcher changes the state, every watcher ends with the last value, shown once', () => {
  const store = new Store(1);
  const shown: string[] = [];
  store.watch(
    (value) => value,
    (value) => {
      shown.push(`a ${value}`);
      if (value === 2) store.set(3);
    },
  );
  store.watch(
    (value) => value,
    (value) => shown.push(`b ${value}`),
  );
  store.set(2);
  assert.deepEqual(shown, ['a 1', 'b 1', 'a 2', 'a 3', 'b 3']);
});
