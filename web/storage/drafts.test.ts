import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Drafts } from './drafts.ts';
import { TestingStorage } from '../test-support/storage.ts';

test('each room has its own draft, whatever the name of the room', (t) => {
  const { drafts } = draftsOf(t);
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

test('a draft is visible to its author only', (t) => {
  const { drafts } = draftsOf(t);
  drafts.put('general', 'of toto');
  const [again, other] = [new Drafts(), new Drafts()];
  again.setOwner('toto');
  other.setOwner('tata');
  other.put('general', 'of tata');
  assert.deepEqual([again.of('general'), other.of('general')], ['of toto', 'of tata']);
  other.forget();
  assert.deepEqual([again.of('general'), other.of('general')], ['of toto', '']);
});

test('a draft written before the person is known becomes theirs', (t) => {
  TestingStorage.of(t);
  const drafts = new Drafts();
  drafts.put('general', 'early');
  drafts.setOwner('toto');
  assert.equal(drafts.of('general'), 'early');
  const next = new Drafts();
  next.setOwner('toto');
  assert.equal(next.of('general'), 'early');
});

test('tabs share drafts', (t) => {
  const { drafts, storage } = draftsOf(t);
  storage.writtenElsewhere('draft/toto/general', 'from there');
  assert.equal(drafts.of('general'), 'from there');
  storage.writtenElsewhere('draft/toto/general', null);
  assert.equal(drafts.of('general'), '');
});

test('a draft that does not fit into the storage stays on the page, whatever other tabs do', (t) => {
  const { drafts, storage } = draftsOf(t);
  drafts.put('general', 'half');
  storage.space = 4;
  drafts.put('general', 'half a thought');
  storage.writtenElsewhere('draft/toto/other', '');
  assert.equal(drafts.of('general'), 'half a thought');
  storage.writtenElsewhere('draft/toto/general', null);
  assert.equal(drafts.of('general'), 'half a thought');
  storage.space = 100;
  drafts.put('other', 'x');
  assert.equal(storage.kept.get('draft/toto/general'), 'half a thought');
});

test('without storage, drafts last as long as the page is open', (t) => {
  const { drafts, storage } = draftsOf(t);
  storage.isBlocked = true;
  drafts.put('general', 'half a thought');
  drafts.put('other', 'too');
  drafts.put('other', '');
  assert.deepEqual([...drafts.store.get()], [['general', 'half a thought']]);
});

test('drafts of an open page are saved again after the storage was cleared', (t) => {
  const { drafts, storage } = draftsOf(t);
  drafts.put('general', 'half a thought');
  storage.writtenElsewhere(null, null);
  assert.equal(drafts.of('general'), 'half a thought');
  assert.deepEqual([...storage.kept], [['draft/toto/general', 'half a thought']]);
});

function draftsOf(t: TestContext): { drafts: Drafts; storage: TestingStorage } {
  const storage = TestingStorage.of(t);
  const drafts = new Drafts();
  drafts.setOwner('toto');
  return { drafts, storage };
}
