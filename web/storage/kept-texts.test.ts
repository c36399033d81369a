import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { pathOf } from './path-keys.ts';
import { KeptTexts } from './kept-texts.ts';
import { TestingStorage } from '../test-support/storage.ts';

test('stores a text under its name until it is removed', (t) => {
  const { texts, storage, failures } = textsOf(t);
  texts.set('theme', 'dark');
  texts.set('draft/a', 'x');
  assert.deepEqual([texts.get('theme'), texts.get('none')], ['dark', undefined]);
  assert.deepEqual(texts.under('draft/'), [['a', 'x']]);
  texts.remove('theme');
  assert.deepEqual([...storage.kept], [['draft/a', 'x']]);
  assert.deepEqual(failures, []);
});

test('keeps texts in memory when accessing the storage throws', (t) => {
  const { texts, storage, failures } = textsOf(t);
  storage.kept.set('theme', 'light');
  storage.isBlocked = true;
  texts.set('theme', 'dark');
  texts.set('draft/a', 'x');
  texts.set('draft/b', 'y');
  texts.remove('draft/b');
  assert.deepEqual([texts.get('theme'), texts.get('none')], ['dark', undefined]);
  assert.deepEqual(texts.under('draft/'), [['a', 'x']]);
  assert.deepEqual(new Set(failures), new Set(['SecurityError']));
});

test('keeps texts in memory when the browser has no storage', () => {
  const failures: unknown[] = [];
  const none = (): Storage => null as unknown as Storage;
  const texts = new KeptTexts(none, (error) => failures.push(error));
  texts.set('theme', 'dark');
  assert.deepEqual([texts.get('theme'), texts.under('')], ['dark', [['theme', 'dark']]]);
  assert.ok(failures.length > 0);
});

test('keeps what does not fit in memory, and writes it once there is space', (t) => {
  const { texts, storage, failures } = textsOf(t);
  texts.set('a', '12345');
  storage.space = 8;
  texts.set('b', 'too long');
  texts.set('c', '123');
  assert.deepEqual(failures.slice(0, 1), ['QuotaExceededError']);
  assert.deepEqual([...storage.kept.keys()], ['a', 'c']);
  assert.deepEqual(
    [texts.get('b'), texts.isInMemory('b'), texts.isInMemory('c')],
    ['too long', true, false],
  );
  texts.remove('a');
  texts.remove('c');
  assert.deepEqual([...storage.kept], [['b', 'too long']]);
  assert.equal(texts.isInMemory(''), false);
});

test('a removal that fails is effective for this page, and is repeated later', (t) => {
  const { texts, storage } = textsOf(t);
  texts.set('a', 'x');
  storage.isBlocked = true;
  texts.remove('a');
  assert.deepEqual([texts.get('a'), texts.under(''), texts.isInMemory('')], [undefined, [], false]);
  storage.isBlocked = false;
  texts.set('b', 'y');
  assert.deepEqual([...storage.kept.keys()], ['b']);
});

function textsOf(t: TestContext) {
  const storage = TestingStorage.of(t);
  const failures: string[] = [];
  const texts = new KeptTexts(
    () => localStorage,
    (error) => failures.push((error as Error).name),
  );
  return { texts, storage, failures };
}

test('two chats under different paths of one origin do not share texts', (t) => {
  const { texts, storage } = textsOf(t);
  const below = new KeptTexts(() => localStorage, undefined, pathOf('https://a.example/chat/#tea'));
  texts.set('theme', 'dark');
  below.set('theme', 'light');
  below.set('draft/a', 'x');
  assert.deepEqual([...storage.kept.keys()], ['theme', '/chat/theme', '/chat/draft/a']);
  assert.deepEqual([texts.get('theme'), below.get('theme')], ['dark', 'light']);
  assert.deepEqual([texts.under('draft/'), below.under('draft/')], [[], [['a', 'x']]]);
  assert.deepEqual([below.nameOf('/chat/theme'), below.nameOf('theme')], ['theme', undefined]);
});
