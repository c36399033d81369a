import assert from 'node:assert/strict';
import test from 'node:test';
import type { OwnSession, OwnSessions, SessionMade } from '../../../protocol/http.ts';
import { startTime } from '../../test-support/doubles/manual-clock.ts';
import { bearer } from '../../test-support/running/test-clients.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

const aDay = 24 * 60 * 60 * 1_000;
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';

test('a person sees their own sessions: device, sign-in, last use, and which one this is', async (t) => {
  const server = await startServer(t);
  const one = await signsIn(server, 'Toto', { 'user-agent': firefox });
  await server.signIn('Ada');
  server.clock.set(aDay);
  const two = await signsAgain(server, one, { 'user-agent': 'curl/8.5.0' });
  const [second, first, ...rest] = await sessionsOf(server, two);
  assert.deepEqual(rest, []);
  assert.deepEqual(
    [second, first].map((session) => ({ ...session, id: '' })),
    [
      {
        id: '',
        browser: 'curl',
        system: '',
        at: startTime + aDay,
        used: startTime + aDay,
        current: true,
      },
      {
        id: '',
        browser: 'Firefox',
        system: 'Linux',
        at: startTime,
        used: startTime,
        current: false,
      },
    ],
  );
  assert.match(`${first!.id} ${second!.id}`, /^([0-9a-f]{16}) (?!\1)[0-9a-f]{16}$/u);
  assert.equal((await server.request('/api/sessions')).status, 401);
});

test('a connected session is in use now, another one as of its last renewal', async (t) => {
  const server = await startServer(t);
  const one = await server.signIn('Toto');
  const two = await signsAgain(server, one);
  const tab = await server.join(one);
  server.clock.set(aDay / 2);
  const usedBy = async () =>
    Object.fromEntries(
      (await sessionsOf(server, two)).map(({ current, used }) => [current, used - startTime]),
    );
  assert.deepEqual(await usedBy(), { true: aDay / 2, false: aDay / 2 });
  tab.socket.close();
  await tab.closed;
  assert.deepEqual(await usedBy(), { true: aDay / 2, false: 0 });
});

test('ending one session closes everything opened with its token, and nothing else', async (t) => {
  const server = await startServer(t);
  const one = await server.signIn('Toto');
  const two = await signsAgain(server, one);
  const [tab, other] = [await server.join(one), await server.join(two)];
  const plain = await server.plain('/ws', { headers: bearer(one) });
  const poll = server.request('/api/rooms/general/changes?after=0&wait=60', {
    headers: bearer(one),
  });
  const session = (await sessionsOf(server, two)).find(({ current }) => !current)!;
  assert.equal((await ends(server, two, `/${session.id}`)).status, 204);
  for (const each of [tab, plain]) assert.deepEqual(await each.closed, [1008, 'signed out']);
  await poll;
  assert.equal(await server.personOf(one.token), null);
  assert.deepEqual(await server.personOf(two.token), one.person);
  assert.equal((await other.ask({ type: 'read', id: 'r', room: 'general', seq: 0 })).type, 'ack');
  const again = await ends(server, two, `/${session.id}`);
  assert.deepEqual([again.status, codeIn(again.body)], [404, 'unknown_session']);
});

test('all other sessions end at once, and the name stays', async (t) => {
  const server = await startServer(t);
  const one = await server.signIn('Toto');
  const others = [await signsAgain(server, one), await signsAgain(server, one)];
  const ada = await server.signIn('Ada');
  const tabs = await Promise.all(others.map((each) => server.join(each)));
  assert.equal((await ends(server, one)).status, 204);
  for (const tab of tabs) assert.deepEqual(await tab.closed, [1008, 'signed out']);
  for (const { token } of others) assert.equal(await server.personOf(token), null);
  assert.deepEqual(await server.personOf(one.token), one.person);
  assert.deepEqual(await server.personOf(ada.token), ada.person);
  assert.equal((await sessionsOf(server, one)).length, 1);
});

test('a session of somebody else does not exist', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.signIn('Toto'), await server.signIn('Ada')];
  const [{ id }] = (await sessionsOf(server, ada)) as [OwnSession];
  for (const session of [id, 'none', '%00', 'x'.repeat(5_000)]) {
    const { status, body } = await ends(server, toto, `/${session}`);
    if (session.length < 100) assert.deepEqual([status, codeIn(body)], [404, 'unknown_session']);
    else assert.ok(status >= 400 && status < 500);
  }
  assert.deepEqual(await server.personOf(ada.token), ada.person);
});

async function signsIn(
  server: TestServer,
  name: string,
  headers: Record<string, string>,
): Promise<SessionMade> {
  const answer = await server.request('/api/session', { method: 'POST', body: { name }, headers });
  return JSON.parse(answer.body) as SessionMade;
}

/** Signs the person in once more, with the link for another device. */
async function signsAgain(
  server: TestServer,
  by: SessionMade,
  headers: Record<string, string> = {},
): Promise<SessionMade> {
  const made = await server.request('/api/device-links', { method: 'POST', headers: bearer(by) });
  const body = { code: (JSON.parse(made.body) as { code: string }).code };
  const path = '/api/device-links/redeem';
  return JSON.parse((await server.request(path, { method: 'POST', body, headers })).body);
}

async function sessionsOf(server: TestServer, by: SessionMade): Promise<OwnSession[]> {
  const { body } = await server.request('/api/sessions', { headers: bearer(by) });
  return (JSON.parse(body) as OwnSessions).sessions;
}

function ends(server: TestServer, by: SessionMade, session = ''): Promise<Answer> {
  return server.request(`/api/sessions${session}`, { method: 'DELETE', headers: bearer(by) });
}

function codeIn(body: string): string {
  return (JSON.parse(body) as { code: string }).code;
}
