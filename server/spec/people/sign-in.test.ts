import assert from 'node:assert/strict';
import test from 'node:test';
import type { SessionMade } from '../../../protocol/http.ts';
import { post } from '../../test-support/running/test-clients.ts';
import { startTime } from '../../test-support/doubles/manual-clock.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
const aDay = 24 * 60 * 60;
const day = startTime / 1_000 / aDay;

test('a name is enough to sign in: a browser gets a cookie, a program a token', async (t) => {
  const server = await startServer(t);
  const answer = await signIn(server, '  Éloïse ');
  const { person, token } = made(answer);
  assert.equal(answer.status, 201);
  assert.equal(person.name, 'Éloïse');
  assert.match(person.id, uuid);
  assert.match(token, /^[\w-]{43}$/u);
  assert.deepEqual(answer.headers['set-cookie'], [
    `causette_${server.port}=${token}.${day}; Max-Age=${90 * aDay}; Path=/; HttpOnly; SameSite=Lax`,
  ]);
  assert.deepEqual(await who(server, { authorization: `Bearer ${token}` }), { person });
  assert.deepEqual(await who(server, cookie(token)), { person });
  assert.deepEqual(await who(server, {}), { person: null });
});

test('behind a TLS proxy the cookie is for HTTPS only', async (t) => {
  const server = await startServer(t, { origins: ['https://chat.example'] });
  const answer = await signIn(server, 'Toto', { origin: 'https://chat.example' });
  assert.match(String(answer.headers['set-cookie']), /; Secure/u);
});

test('an invisible or confusable name is refused', async (t) => {
  const server = await startServer(t);
  for (const name of ['', ' ', '\u200B', 'To\u202Eto', 'a\nb', 'x'.repeat(33), '\uD800']) {
    const { status, body } = await signIn(server, name);
    assert.deepEqual(
      [status, JSON.parse(body)],
      [
        400,
        {
          code: 'invalid_name',
          message: 'A name has 1 to 32 visible characters.',
          path: '/name',
        },
      ],
    );
  }
});

test('a taken name is refused with a free one as a suggestion', async (t) => {
  const server = await startServer(t);
  await signIn(server, 'Éloïse');
  const { status, body, headers } = await signIn(server, 'ELOISE');
  assert.deepEqual(
    [status, JSON.parse(body), headers['set-cookie']],
    [
      409,
      {
        code: 'name_taken',
        message: 'ELOISE is taken; ELOISE 2 is free.',
        path: '/name',
        suggestion: 'ELOISE 2',
      },
      undefined,
    ],
  );
  assert.equal((await signIn(server, 'ELOISE 2')).status, 201);
});

test('the same browser with the same name is the same person, with a new token', async (t) => {
  const server = await startServer(t);
  const first = made(await signIn(server, 'Toto'));
  const second = made(await signIn(server, 'TOTO', ownPage(server, first.token)));
  assert.deepEqual(second.person, first.person);
  assert.deepEqual(await who(server, cookie(first.token)), { person: null });
  assert.deepEqual(await who(server, cookie(second.token)), { person: first.person });
});

test('the same browser with another name is another person, and the first name is free', async (t) => {
  const server = await startServer(t);
  const first = made(await signIn(server, 'Toto'));
  const tab = await server.join(first);
  const second = made(await signIn(server, 'Tata', ownPage(server, first.token)));
  assert.notEqual(second.person.id, first.person.id);
  assert.deepEqual(await tab.closed, [1008, 'signed out']);
  assert.equal((await signIn(server, 'Toto')).status, 201);
});

test('signing out frees the name, closes its connections and deletes the cookie', async (t) => {
  const server = await startServer(t);
  const session = made(await signIn(server, 'Toto'));
  const headers = { authorization: `Bearer ${session.token}` };
  const tabs = [await server.join(session), await server.plain('/ws', { headers })];
  const other = await server.join('Ada');
  const answer = await server.request('/api/session', { method: 'DELETE', headers });
  assert.equal(answer.status, 204);
  assert.match(String(answer.headers['set-cookie']), /^causette_\d+=; Max-Age=0;/u);
  for (const tab of tabs) assert.deepEqual(await tab.closed, [1008, 'signed out']);
  assert.deepEqual(await who(server, headers), { person: null });
  assert.deepEqual((await other.ask(post('message-1'))).type, 'ack');
  assert.equal((await signIn(server, 'Toto')).status, 201);
  assert.equal((await server.request('/api/session', { method: 'DELETE', headers })).status, 401);
});

test('concurrent sign-out and sign-in leave one person with one name', async (t) => {
  const server = await startServer(t);
  const { token } = made(await signIn(server, 'Toto'));
  const headers = ownPage(server, token);
  const [, again] = await Promise.all([
    server.request('/api/session', { method: 'DELETE', headers }),
    signIn(server, 'Toto', headers),
  ]);
  assert.equal(again.status, 201);
  const next = made(again);
  assert.equal(next.person.name, 'Toto');
  assert.deepEqual(await who(server, cookie(next.token)), { person: next.person });
  assert.equal((await signIn(server, 'Toto')).status, 409);
});

test('a cookie is not accepted for a change without an Origin', async (t) => {
  const server = await startServer(t);
  const { person, token } = made(await signIn(server, 'Toto'));
  const out = (headers: Record<string, string>) =>
    server.request('/api/session', { method: 'DELETE', headers });
  assert.equal((await out(cookie(token))).status, 401);
  assert.deepEqual(await who(server, cookie(token)), { person });
  assert.equal((await out(ownPage(server, token))).status, 204);
});

test('a cookie sent from another port or another site is not accepted', async (t) => {
  const server = await startServer(t);
  const { person, token } = made(await signIn(server, 'Toto'));
  const readBy = (site: string) => who(server, { ...cookie(token), 'sec-fetch-site': site });
  assert.deepEqual(await readBy('same-origin'), { person });
  assert.deepEqual(await readBy('none'), { person });
  assert.deepEqual(await readBy('same-site'), { person: null });
  assert.deepEqual(await readBy('cross-site'), { person: null });
});

test('people and their sessions survive a restart of the server', async (t) => {
  const server = await startServer(t);
  const session = made(await signIn(server, 'Toto'));
  await server.stop();
  await server.start();
  const toto = await server.join(session);
  assert.deepEqual(toto.person, session.person);
  assert.equal((await signIn(server, 'Toto')).status, 409);
});

function signIn(
  server: TestServer,
  name: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return server.request('/api/session', { method: 'POST', body: { name }, headers });
}

async function who(server: TestServer, headers: Record<string, string>): Promise<unknown> {
  return JSON.parse((await server.request('/api/session', { headers })).body);
}

function made({ body }: Answer): SessionMade {
  return JSON.parse(body) as SessionMade;
}

function cookie(token: string): Record<string, string> {
  return { cookie: `causette=${token}` };
}

/** The headers of a browser on our own page. */
function ownPage(server: TestServer, token: string): Record<string, string> {
  return { ...cookie(token), origin: server.origin };
}
