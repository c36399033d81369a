import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { subprotocol } from '../../../protocol/limits.ts';
import { basePathIn } from '../../http/base-path.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

test('a base path may end with a slash or not', () => {
  const paths = ['/chat', '/chat/', '/a/b-2/c.d/', '/~toto/chat_1', '/', ''];
  assert.deepEqual(paths.map(basePathIn), [
    '/chat',
    '/chat',
    '/a/b-2/c.d',
    '/~toto/chat_1',
    '',
    '',
  ]);
  const wrong = ['chat', 'https://a.example/chat', '//chat', '/a//b', '/a b', '/a?b', '/a#b', '/é'];
  for (const text of [...wrong, '/..', '/a/../b', '/.', '/a%2fb', '/chat//', '\\chat']) {
    assert.equal(basePathIn(text), undefined, text);
  }
});

test('everything is served below the base path', async (t) => {
  const server = await startServer(t, { basePath: '/chat', page: pageIn(t) });
  const { status } = await server.request('/chat/api/rooms');
  assert.deepEqual(await page(server, '/chat/'), [200, '<p>coucou</p>']);
  assert.deepEqual(await page(server, '/chat/?transport=poll'), [200, '<p>coucou</p>']);
  assert.equal(status, 401);
  assert.deepEqual((await server.plain('/chat/ws?room=general')).received, ['New user logged in']);
  assert.deepEqual((await server.plain('/chat/ws/')).received, ['New user logged in']);
  assert.deepEqual((await server.plain('/chat/echo')).received, ['Welcome']);
  assert.equal((await server.request('/chat/healthz')).status, 200);
});

test('paths without the base path work too, for proxies that strip it and for probes', async (t) => {
  const server = await startServer(t, { basePath: '/chat', page: pageIn(t) });
  assert.deepEqual(await page(server, '/'), [200, '<p>coucou</p>']);
  assert.equal((await server.request('/healthz')).status, 200);
  assert.deepEqual((await server.plain('/ws')).received, ['New user logged in']);
});

test('the base path without its slash redirects to the one with it', async (t) => {
  const server = await startServer(t, { basePath: '/chat' });
  const leads = async (path: string) => {
    const { status, headers } = await server.request(path);
    return [status, headers.location];
  };
  assert.deepEqual(await leads('/chat'), [308, '/chat/']);
  assert.deepEqual(await leads('/chat?transport=poll'), [308, '/chat/?transport=poll']);
  assert.deepEqual(await leads('/chatter'), [404, undefined]);
  assert.deepEqual(await leads('/chatter/api/session'), [404, undefined]);
  assert.equal((await server.refusedUpgrade('/chat')).status, 404);
});

test('the cookie is limited to the base path when it is set, renewed and deleted', async (t) => {
  const server = await startServer(t, { basePath: '/chat' });
  const headers = { origin: server.origin };
  const options = { method: 'POST', headers, body: { name: 'Toto' } };
  const made = await server.request('/chat/api/session', options);
  assert.match(cookieOf(made), /; Path=\/chat;/u);
  const cookie = cookieOf(made).split(';')[0]!;
  server.clock.pass(24 * 3_600_000);
  const own = { method: 'POST', headers: { ...headers, cookie } };
  assert.match(cookieOf(await server.request('/chat/api/connections', own)), /; Path=\/chat;/u);
  const socket = server.open('/chat/ws', subprotocol, { headers: own.headers });
  const upgrade = await new Promise<{ headers: Answer['headers'] }>((resolve) =>
    socket.on('upgrade', resolve),
  );
  assert.match(String(upgrade.headers['set-cookie']), /; Path=\/chat;/u);
  const out = await server.request('/chat/api/session', { ...own, method: 'DELETE' });
  assert.match(cookieOf(out), /; Path=\/chat;/u);
});

test('without a base path the cookie is for the whole host', async (t) => {
  const server = await startServer(t);
  const options = { method: 'POST', body: { name: 'Toto' } };
  assert.match(cookieOf(await server.request('/api/session', options)), /; Path=\/;/u);
  assert.equal((await server.request('/chat')).status, 404);
});

test('the OpenAPI description names the base path', async (t) => {
  for (const [basePath, servers] of [
    ['', undefined],
    ['/chat', [{ url: '/chat' }]],
  ] as const) {
    const server = await startServer(t, { basePath });
    const { body } = await server.request(`${basePath}/api/openapi.json`);
    assert.deepEqual((JSON.parse(body) as { servers?: unknown }).servers, servers);
  }
});

async function page(server: TestServer, path: string): Promise<[number, string]> {
  const { status, body } = await server.request(path);
  return [status, body];
}

function pageIn(t: Parameters<typeof temporaryFolder>[0]): string {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'index.html'), '<p>coucou</p>');
  return folder;
}

function cookieOf({ headers }: Answer): string {
  return String(headers['set-cookie']);
}
