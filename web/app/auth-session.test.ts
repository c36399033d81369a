import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Chat } from '../../client/chat.ts';
import type { Welcome } from '../../protocol/frames.ts';
import type { Person } from '../../protocol/model.ts';
import { emptyState } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { Session } from './auth-session.ts';
import { replaceGlobal } from '../test-support/globals.ts';
import { TestingStorage } from '../test-support/storage.ts';

const [toto, tata] = [
  { id: 'p-toto', name: 'Toto' },
  { id: 'p-tata', name: 'Tata' },
];

test('whom the browser keeps comes in at once; nobody is asked for a name', async (t) => {
  const page = pageOf(t);
  page.session.begin();
  await page.settled();
  assert.deepEqual(page.trace, ['asks who this is']);
  assert.equal(page.session.standing.get(), 'nobody');
  await page.session.signIn('Toto');
  const next = pageOf(t, page.storage);
  next.session.begin();
  assert.deepEqual(next.trace, ['belongs to Toto', 'opens']);
});

test('a tab that is nobody comes in as whom another tab has signed in, whatever it was told before', async (t) => {
  const page = pageOf(t);
  page.session.begin();
  page.storage.writtenElsewhere('somebody', JSON.stringify(toto));
  await page.settled();
  assert.equal(page.session.standing.get(), 'somebody');
  assert.deepEqual(page.trace, ['belongs to Toto', 'opens', 'asks who this is']);
});

test('a tab that is somebody asks, and goes on as the other without what it wrote', async (t) => {
  const page = pageOf(t);
  await page.session.signIn('Toto');
  page.trace.length = 0;
  page.storage.writtenElsewhere('somebody', JSON.stringify(tata));
  const turned = { before: toto, now: tata };
  assert.deepEqual(page.session.standing.get(), turned);
  page.session.goOn(turned);
  assert.deepEqual(page.trace, ['closes', 'drops what Toto wrote', 'reloads']);
  assert.deepEqual(JSON.parse(page.storage.kept.get('somebody')!), tata);
});

test('a line that is somebody else’s is not taken', async (t) => {
  const page = pageOf(t);
  await page.session.signIn('Toto');
  assert.equal(page.chat.admits({ you: toto } as Welcome), true);
  assert.equal(page.chat.admits({ you: tata } as Welcome), false);
  assert.deepEqual(page.session.standing.get(), { before: toto, now: tata });
});

test('a name given in a browser that is somebody by now takes nobody’s place', async (t) => {
  const page = pageOf(t);
  page.session.begin();
  await page.settled();
  page.server.known = toto;
  await page.session.signIn('Tata');
  assert.deepEqual(page.session.standing.get(), { before: undefined, now: toto });
  assert.ok(!page.trace.includes('signs in as Tata'));
  page.session.goOn({ now: toto });
  assert.equal(page.session.standing.get(), 'somebody');
});

test('signing out in one tab takes what was written out of the others; an emptied storage does not', async (t) => {
  const page = pageOf(t);
  await page.session.signIn('Toto');
  page.trace.length = 0;
  page.storage.writtenElsewhere(null, null);
  assert.deepEqual(page.trace, []);
  page.storage.writtenElsewhere('somebody', null);
  await page.settled();
  assert.deepEqual(page.trace, ['forgets Toto', 'reloads']);
});

test('where the browser keeps no cookie, the page has its token in memory', async (t) => {
  const page = pageOf(t, undefined, false);
  await page.session.signIn('Toto');
  assert.ok(page.trace.includes('bears token-of-Toto'));
});

/** A page whose server is the test, and what it does. */
function pageOf(t: TestContext, storage = TestingStorage.of(t), cookieEnabled = true) {
  const trace: string[] = [];
  const server: { known: Person | undefined } = { known: undefined };
  const api = {
    whoAmI: async () => {
      trace.push('asks who this is');
      return server.known;
    },
    signIn: async (name: string) => {
      trace.push(`signs in as ${name}`);
      const person = name === 'Toto' ? toto : tata;
      return { person, token: `token-of-${name}` };
    },
  };
  const line = { open: () => trace.push('opens'), close: () => trace.push('closes') };
  const chat = { ...line, api, store: new Store(emptyState) } as unknown as Chat;
  replaceGlobal(t, 'navigator', { value: { cookieEnabled } });
  const location = { reload: () => trace.push('reloads') };
  replaceGlobal(t, 'location', { value: location });
  const belongings = {
    belong: ({ name }: Person) => void trace.push(`belongs to ${name}`),
    forget: async (id: string | undefined) => void trace.push(`forgets ${nameOf(id)}`),
    drop: (id: string) => void trace.push(`drops what ${nameOf(id)} wrote`),
  };
  const session = new Session(chat, belongings, (token) => void trace.push(`bears ${token}`));
  const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  return { trace, server, chat, session, storage, settled };
}

function nameOf(id: string | undefined): string {
  return id === toto.id ? 'Toto' : 'somebody';
}
