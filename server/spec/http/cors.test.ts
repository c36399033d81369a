import assert from 'node:assert/strict';
import test from 'node:test';
import { subprotocol } from '../../../protocol/limits.ts';
import { post } from '../../test-support/running/test-clients.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

const app = 'http://app.example';
const trusted = 'http://localhost:5500';
const stranger = 'http://evil.example';
const config = { origins: [app, trusted, 'null'], credentialOrigins: [trusted] };

test('a page of a listed origin can use the API, its refusals and its streams', async (t) => {
  const server = await startServer(t, config);
  const { token } = await server.signIn('Ada');
  const headers = { authorization: `Bearer ${token}`, origin: app };
  const seen = async (path: string, more: Record<string, string> = {}) => {
    const answer = await fetch(server.origin + path, { headers: { ...headers, ...more } });
    await answer.body?.cancel();
    return [answer.status, ...allowed(answer.headers)];
  };
  const events = { accept: 'text/event-stream' };
  assert.deepEqual(await seen('/api/rooms'), [200, app, null]);
  assert.deepEqual(await seen('/api/rooms/general/messages'), [200, app, null]);
  assert.deepEqual(await seen('/api/rooms/general/changes', events), [200, app, null]);
  assert.deepEqual(await seen('/api/rooms', { authorization: 'Bearer x' }), [401, app, null]);
  assert.deepEqual(await seen('/api/nowhere'), [404, null, null]);
  assert.deepEqual(await seen('/api/rooms/nowhere/messages'), [404, app, null]);
  assert.deepEqual(await seen('/api/rooms', { origin: 'null' }), [200, 'null', null]);
  assert.deepEqual(await seen('/api/rooms', { origin: trusted }), [200, trusted, 'true']);
  const { vary } = (await server.request('/api/rooms', { headers })).headers;
  assert.equal(vary, 'Origin, Accept-Encoding');
});

test('a preflight request of a listed origin is answered', async (t) => {
  const server = await startServer(t, config);
  const answer = await preflight(server, '/api/commands', app);
  assert.equal(answer.status, 204);
  assert.equal(answer.headers['access-control-allow-origin'], app);
  assert.equal(answer.headers['access-control-allow-methods'], 'GET, HEAD, POST, DELETE');
  assert.equal(answer.headers['access-control-allow-headers'], 'authorization,content-type');
  assert.equal(answer.headers['access-control-allow-credentials'], undefined);
  const withCookie = await preflight(server, '/api/commands', trusted);
  assert.equal(withCookie.headers['access-control-allow-credentials'], 'true');
});

test('pages of other origins get no CORS headers', async (t) => {
  const server = await startServer(t, config);
  const answers = [
    await preflight(server, '/api/commands', stranger),
    await server.request('/api/session', { headers: { origin: stranger } }),
    await server.request('/api/session'),
    await server.request('/healthz', { headers: { origin: server.origin } }),
    await server.request('/metrics', { headers: { origin: app } }),
    await server.request('/api/commands', { method: 'OPTIONS', headers: { origin: app } }),
    await server.request('/api/commands', { method: 'OPTIONS' }),
  ];
  const seen = answers.map(({ status, headers }) => [
    status,
    headers['access-control-allow-methods'],
  ]);
  const statuses = [403, 403, 200, 200, 200, 404, 404];
  assert.deepEqual(
    seen,
    statuses.map((status) => [status, undefined]),
  );
  for (const [at, { headers }] of answers.entries()) {
    const isListed = at === 5;
    assert.equal(headers['access-control-allow-origin'], isListed ? app : undefined);
    assert.equal(headers['access-control-allow-credentials'], undefined);
  }
});

test('the cookie is accepted from a listed origin only if credentials are listed too', async (t) => {
  const server = await startServer(t, config);
  const { body, headers } = await server.request('/api/session', {
    method: 'POST',
    headers: { origin: trusted, 'sec-fetch-site': 'same-site' },
    body: { name: 'Ada' },
  });
  const cookie = headers['set-cookie']![0]!.split(';')[0]!;
  const { person } = JSON.parse(body) as { person: { id: string } };
  const from = (origin: string, site: string) => ({ cookie, origin, 'sec-fetch-site': site });
  const who = async (requestHeaders: Record<string, string>) => {
    const answer = await server.request('/api/session', { headers: requestHeaders });
    return (JSON.parse(answer.body) as { person: { id: string } | null }).person?.id;
  };
  assert.equal(await who(from(trusted, 'same-site')), person.id);
  assert.equal(await who(from(app, 'same-site')), undefined);
  assert.equal(await who(from('null', 'cross-site')), undefined);
  // Requests not made by a script of that origin carry no Origin: a link, an image.
  assert.equal(await who({ cookie, 'sec-fetch-site': 'same-site' }), undefined);
  const command = (origin: string) =>
    server.request('/api/commands', {
      method: 'POST',
      headers: from(origin, 'same-site'),
      body: post('message-1'),
    });
  assert.deepEqual([(await command(trusted)).status, (await command(app)).status], [200, 401]);
  const upgrade = { headers: from(app, 'same-site') };
  assert.equal((await server.refusedUpgrade('/ws', upgrade, subprotocol)).status, 401);
});

test('the echo is open to pages of every origin, without credentials', async (t) => {
  const server = await startServer(t);
  for (const origin of [stranger, 'null', 'http://localhost:5500']) {
    const echo = await server.plain('/echo', { headers: { origin } });
    echo.sendText('coucou');
    assert.deepEqual(await echo.next(2), ['Welcome', 'You said: coucou']);
    const options = { method: 'POST', headers: { origin }, body: 'coucou' };
    const { status, headers, body } = await server.request('/echo', options);
    assert.deepEqual([status, body], [200, 'You said: coucou']);
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['access-control-allow-credentials'], undefined);
    const before = await preflight(server, '/echo', origin);
    assert.deepEqual([before.status, before.headers['access-control-allow-origin']], [204, '*']);
    assert.equal((await server.refusedUpgrade('/ws', { headers: { origin } })).status, 403);
  }
  assert.equal((await server.request('/echo', { method: 'OPTIONS' })).status, 404);
});

function preflight(server: TestServer, path: string, origin: string): Promise<Answer> {
  const asks = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  };
  return server.request(path, { method: 'OPTIONS', headers: { origin, ...asks } });
}

function allowed(headers: Headers): [origin: string | null, credentials: string | null] {
  return [
    headers.get('access-control-allow-origin'),
    headers.get('access-control-allow-credentials'),
  ];
}
