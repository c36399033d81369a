import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { emptyState, type State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { Persistence } from './persistence.ts';
import { TestingStorage } from '../test-support/storage.ts';
import { storageFailures } from './storage-failures.ts';

const toto = { id: 'toto', name: 'Toto' };
const post = { type: 'post', id: 'm-1', room: 'general', text: 'not sent' } as const;
const state: State = {
  ...emptyState,
  you: toto,
  epoch: 'e',
  outbox: [{ change: post, at: 1, is: 'waiting' }],
};

for (const [kind, open] of [
  [
    'throws',
    () => {
      throw new DOMException('blocked', 'SecurityError');
    },
  ],
  ['never answers', () => ({})],
] as const) {
  test(`where the database ${kind}, unsent commands are kept, the failure is reported, and signing out works`, async (t) => {
    TestingStorage.of(t);
    withDatabase(t, open);
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const store = new Store(emptyState);
    await inTime(t, new Persistence().recall(undefined));
    const persistence = new Persistence();
    persistence.keep(store);
    store.set(state);
    assert.deepEqual((await inTime(t, new Persistence().recall('toto'))).outbox, state.outbox);
    assert.equal(storageFailures.get().rooms, 'forbidden');
    await inTime(t, persistence.forget('toto'));
    assert.deepEqual(await inTime(t, new Persistence().recall('toto')), emptyState);
  });
}

test('ignores entries state by another version in another format', async (t) => {
  const storage = TestingStorage.of(t);
  withDatabase(t, () => {
    throw new DOMException('blocked', 'SecurityError');
  });
  storage.kept.set('unsent/a', '{"pending":{}}');
  storage.kept.set('unsent/b', 'no JSON');
  assert.deepEqual(await new Persistence().recall('toto'), emptyState);
});

/** Replaces `indexedDB` until the test ends. */
function withDatabase(t: TestContext, open: () => unknown): void {
  Object.defineProperty(globalThis, 'indexedDB', { value: { open }, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, 'indexedDB'));
}

/** Moves the clock until the answer is there. */
async function inTime<Answer>(t: TestContext, answer: Promise<Answer>): Promise<Answer> {
  let isDone = false;
  void answer.finally(() => (isDone = true));
  for (let turn = 0; turn < 100 && !isDone; turn++) {
    t.mock.timers.tick(500);
    await new Promise(setImmediate);
  }
  assert.ok(isDone, 'still waiting');
  return answer;
}
