import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Chat } from '../../client/chat.ts';
import type { Welcome } from '../../protocol/frames.ts';
import type { Person } from '../../protocol/model.ts';
import { emptyState } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { AuthSession } from './auth-session.ts';
import { replaceGlobal } from '../test-support/globals.ts';
import { TestingStorage } from '../test-support/storage.ts';

const waiting = { is: 'waiting', code: 1006, reason: '', clean: false, retryAt: 0 } as const;
const [toto, tata] = [
  { id: 'p-toto', name: 'Toto' },
  { id: 'p-tata', name: 'Tata' },
];

test('a saved person is signed in at once; otherwise the page asks for a name', async (t) => {
  const page = pageOf(t);
  page.session.start();
  await page.settled();
  assert.deepEqual(page.trace, ['requests the person']);
  assert.equal(page.session.state.get(), 'signed-out');
  await page.session.signIn('Toto');
  const next = pageOf(t, page.storage);
  next.session.start();
  assert.deepEqual(next.trace, ['sets owner Toto', 'opens']);
});

test('a signed-out tab signs in as the person of another tab, even after its own request found nobody', async (t) => {
  const page = pageOf(t);
  page.session.start();
  page.storage.writtenElsewhere('somebody', JSON.stringify(toto));
  await page.settled();
  assert.equal(page.session.state.get(), 'signed-in');
  assert.deepEqual(page.trace, ['sets owner Toto', 'opens', 'requests the person']);
});

test('a signed-in tab asks before it continues as the person of another tab, and keeps its unsent texts', async (t) => {
  const page = pageOf(t);
  await page.session.signIn('Toto');
  page.trace.length = 0;
  page.storage.writtenElsewhere('somebody', JSON.stringify(tata));
  const changed = { before: toto, now: tata };
  assert.deepEqual(page.session.state.get(), changed);
  page.session.continueAs(changed);
  assert.deepEqual(page.trace, ['closes', 'stops saving', 'reloads']);
  assert.deepEqual(JSON.parse(page.storage.kept.get('somebody')!), tata);
});

test('a connection of another person is rejected', async (t) => {
  const page = pageOf(t);
  await page.session.signIn('Toto');
  assert.equal(page.chat.admits({ you: toto } as Welcome), true);
  assert.equal(page.chat.admits({ you: tata } as Welcome), false);
  assert.deepEqual(page.session.state.get(), { before: toto, now: tata });
});

test('signing in where another tab has signed in meanwhile asks instead of replacing that person', async (t) => {
  const page = pageOf(t);
  page.session.start();
  await page.settled();
  page.server.known = toto;
  await page.session.signIn('Tata');
  assert.deepEqual(page.session.state.get(), { before: undefined, now: toto });
  assert.ok(!page.trace.includes('signs in as Tata'));
  page.session.continueAs({ now: toto });
  assert.equal(page.session.state.get(), 'signed-in');
});

test('signing out in one tab deletes the data in the others; clearing the storage does not', async (t) => {
  const page = pageOf(t);
  await page.session.signIn('Toto');
  page.trace.length = 0;
  page.storage.writtenElsewhere(null, null);
  assert.deepEqual(page.trace, []);
  page.storage.writtenElsewhere('somebody', null);
  await page.settled();
  assert.deepEqual(page.trace, ['forgets what was seen', 'reloads']);
});

test('a session that ended elsewhere leaves what was written; signing out deletes it', async (t) => {
  const ended = pageOf(t);
  await ended.session.signIn('Toto');
  ended.trace.length = 0;
  ended.chat.store.set({ ...emptyState, link: waiting });
  await ended.settled();
  assert.deepEqual(ended.trace, [
    'requests the person',
    'closes',
    'forgets what was seen',
    'reloads',
  ]);
  const signedOut = pageOf(t);
  await signedOut.session.signIn('Toto');
  signedOut.trace.length = 0;
  await signedOut.session.signOut();
  assert.deepEqual(signedOut.trace, ['forgets Toto', 'reloads']);
});

test('without cookies the page holds its token in memory', async (t) => {
  const page = pageOf(t, undefined, false);
  await page.session.signIn('Toto');
  assert.ok(page.trace.includes('sets token token-of-Toto'));
});

/** A session with a fake server, and a trace of what it does. */
function pageOf(t: TestContext, storage = TestingStorage.of(t), cookieEnabled = true) {
  const trace: string[] = [];
  const server: { known: Person | undefined } = { known: undefined };
  const api = {
    whoAmI: async () => {
      trace.push('requests the person');
      return server.known;
    },
    signIn: async (name: string) => {
      trace.push(`signs in as ${name}`);
      const person = name === 'Toto' ? toto : tata;
      return { person, token: `token-of-${name}` };
    },
  };
  const connection = { open: () => trace.push('opens'), close: () => trace.push('closes') };
  const chat = { ...connection, api, store: new Store(emptyState) } as unknown as Chat;
  replaceGlobal(t, 'navigator', { value: { cookieEnabled } });
  const location = { reload: () => trace.push('reloads') };
  replaceGlobal(t, 'location', { value: location });
  const userData = {
    setOwner: ({ name }: Person) => void trace.push(`sets owner ${name}`),
    forget: async (id: string | undefined) => void trace.push(`forgets ${nameOf(id)}`),
    leave: async () => void trace.push('forgets what was seen'),
    stop: () => void trace.push('stops saving'),
  };
  const session = new AuthSession(
    chat,
    userData,
    (token) => void trace.push(`sets token ${token}`),
  );
  const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  return { trace, server, chat, session, storage, settled };
}

function nameOf(id: string | undefined): string {
  return id === toto.id ? 'Toto' : 'somebody';
}
