import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Drafts } from './drafts.ts';

test('a room has the draft that was put there, and no other, whatever its name', (t) => {
  const drafts = draftsOf(t);
  const names = ['constructor', 'tostring', '__proto__', 'hasOwnProperty'];
  assert.deepEqual(
    names.map((name) => drafts.of(name)),
    ['', '', '', ''],
  );
  for (const name of names) drafts.put(name, `to ${name}`);
  assert.deepEqual(
    names.map((name) => drafts.of(name)),
    names.map((name) => `to ${name}`),
  );
  drafts.put('constructor', '');
  assert.equal(drafts.of('constructor'), '');
});

/** With what a browser has for them. */
function draftsOf(t: TestContext): Drafts {
  const kept = new Map<string, string>();
  const localStorage = new Proxy(
    {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
      removeItem: (key: string) => void kept.delete(key),
    },
    {
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
  const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
  Object.defineProperty(globalThis, 'addEventListener', { value: () => {}, configurable: true });
  t.after(() => {
    Reflect.deleteProperty(globalThis, 'addEventListener');
    Reflect.deleteProperty(globalThis, 'localStorage');
    if (before) Object.defineProperty(globalThis, 'localStorage', before);
  });
  return new Drafts();
}
