import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { emptyState, type State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { Persistence } from './persistence.ts';
import { TestingStorage } from '../test-support/storage.ts';
import { unkept } from './storage-trouble.ts';

const toto = { id: 'toto', name: 'Toto' };
const post = { type: 'post', id: 'm-1', room: 'general', text: 'not sent' } as const;
const written: State = {
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
  test(`where the database ${kind}, the page has what is not sent, says so, and signs out`, async (t) => {
    TestingStorage.of(t);
    withDatabase(t, open);
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const store = new Store(emptyState);
    await inTime(t, new Persistence().recall(undefined));
    const memory = new Persistence();
    memory.keep(store);
    store.set(written);
    assert.deepEqual((await inTime(t, new Persistence().recall('toto'))).outbox, written.outbox);
    assert.equal(unkept.get().rooms, 'forbidden');
    await inTime(t, memory.forget('toto'));
    assert.deepEqual(await inTime(t, new Persistence().recall('toto')), emptyState);
  });
}

test('what an older version wrote in another way is nothing', async (t) => {
  const storage = TestingStorage.of(t);
  withDatabase(t, () => {
    throw new DOMException('blocked', 'SecurityError');
  });
  storage.kept.set('unsent/a', '{"pending":{}}');
  storage.kept.set('unsent/b', 'no JSON');
  assert.deepEqual(await new Persistence().recall('toto'), emptyState);
});

/** In place of the browser's database until the test ends. */
function withDatabase(t: TestContext, open: () => unknown): void {
  Object.defineProperty(globalThis, 'indexedDB', { value: { open }, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, 'indexedDB'));
}

/** The answer, while the time passes that the page waits for one. */
async function inTime<Answer>(t: TestContext, answer: Promise<Answer>): Promise<Answer> {
  let isThere = false;
  void answer.finally(() => (isThere = true));
  for (let turn = 0; turn < 100 && !isThere; turn++) {
    t.mock.timers.tick(500);
    await new Promise(setImmediate);
  }
  assert.ok(isThere, 'it still waits');
  return answer;
}
