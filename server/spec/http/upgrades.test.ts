import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import test from 'node:test';
import { queryObjects } from 'node:v8';
import type { Welcome } from '../../../protocol/frames.ts';
import { subprotocol } from '../../../protocol/limits.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';
import { within } from '../../test-support/waits.ts';

test('an open WebSocket does not keep its request in memory', async (t) => {
  const server = await startServer(t);
  const session = await server.signIn('Toto');
  const ways = {
    JSON: () => server.join(session),
    'plain text': () => server.plain(),
    echo: () => server.plain('/echo'),
  };
  for (const [way, open] of Object.entries(ways)) {
    const before = queryObjects(ServerResponse, { format: 'count' });
    for (let count = 0; count < 10; count++) await open();
    const kept = queryObjects(ServerResponse, { format: 'count' }) - before;
    // Node itself may still hold the latest.
    assert.ok(kept <= 1, `${way}: ${kept} of 10`);
  }
});

test('a page of another site is refused before the upgrade', async (t) => {
  const server = await startServer(t, { origins: ['https://chat.example'] });
  const foreign = ['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1', 'x'];
  for (const origin of foreign) {
    assert.deepEqual(
      reason(await server.refusedUpgrade('/ws', { headers: { origin } })),
      [403, 'foreign_origin', 'This page belongs to another site.'],
      origin,
    );
    const post = { method: 'POST', headers: { origin }, body: { name: 'Toto' } };
    assert.equal((await server.request('/api/session', post)).status, 403);
  }
});

test('our own page, those of ORIGINS, and programs without an Origin may connect', async (t) => {
  const server = await startServer(t, { origins: ['https://chat.example', 'null'] });
  const own = [server.origin, 'https://chat.example', 'null'];
  for (const origin of own) await server.plain('/ws', { headers: { origin } });
  await server.plain('/ws');
  const headers = { origin: 'https://chat.example', host: 'chat.example' };
  await server.plain('/ws', { headers });
});

test('a page loaded over another scheme than the request counts as another site', async (t) => {
  const server = await startServer(t, { trustProxy: ['loopback'] });
  const host = `127.0.0.1:${server.port}`;
  const status = async (origin: string, headers: Record<string, string> = {}) => {
    const options = { method: 'POST', headers: { origin, ...headers }, body: { name: '' } };
    return (await server.request('/api/session', options)).status;
  };
  const byHttps = { 'x-forwarded-proto': 'https' };
  const statuses = {
    'by HTTP': await status(`http://${host}`, { 'sec-fetch-site': 'same-origin' }),
    'by HTTPS, to a proxy that says nothing': await status(`https://${host}`),
    'by HTTPS, to a proxy that says so': await status(`https://${host}`, byHttps),
    'by HTTPS, through two proxies': await status(`https://${host}`, {
      'x-forwarded-proto': 'http',
    }),
    'from HTTP, to a proxy that spoke HTTPS': await status(`http://${host}`, byHttps),
    'from HTTP, as the browser says': await status(`http://${host}`, {
      'sec-fetch-site': 'cross-site',
    }),
    'from another port': await status('http://127.0.0.1:1', { 'sec-fetch-site': 'same-site' }),
    'from no page of the web': await status(`ftp://${host}`),
  };
  assert.deepEqual(Object.values(statuses), [400, 400, 400, 400, 403, 403, 403, 403]);
});

test('a cookie authenticates connections of our own page only', async (t) => {
  const server = await startServer(t);
  const { person, token } = await server.signIn('Toto');
  const cookie = { cookie: `causette=${token}` };
  assert.deepEqual(reason(await server.refusedUpgrade('/ws', { headers: cookie }, subprotocol)), [
    401,
    'unauthenticated',
    'Sign in first.',
  ]);
  const ownPage = { headers: { ...cookie, origin: server.origin } };
  const toto = await server.connect({ person, token: 'none' }, ownPage);
  assert.equal((await toto.next())[0]?.type, 'welcome');
  const guest = await server.plain('/ws', { headers: cookie });
  guest.sendText('/name Tata');
  assert.deepEqual((await guest.next(2)).at(-1), 'You are Tata.');
});

test('a path without a WebSocket refuses the upgrade', async (t) => {
  const server = await startServer(t);
  const sentence = 'There is no WebSocket at this address; the chat is at /ws.';
  for (const path of ['/', '/ws/x', '/chat', '/healthz', '/api/session', '/api/rooms/a/messages']) {
    const answer = await server.refusedUpgrade(path);
    assert.deepEqual(reason(answer), [404, 'not_found', sentence], path);
  }
});

test('a trailing slash of a WebSocket path is ignored', async (t) => {
  const server = await startServer(t);
  assert.deepEqual((await server.plain('/ws/')).received, ['New user logged in']);
  assert.deepEqual((await server.plain('/ws/?room=general')).received, ['New user logged in']);
  assert.deepEqual((await server.plain('/echo/')).received, ['Welcome']);
  const { status, body } = await server.request('/echo/', { method: 'POST', body: 'hi' });
  assert.deepEqual([status, body], [200, 'You said: hi']);
});

test('an upgrade to another protocol is ignored, and the connection stays usable', async (t) => {
  const server = await startServer(t);
  const line = new Line(server);
  const h2c =
    'connection: upgrade, http2-settings\r\nhttp2-settings: AAMAAABkAAQAoAAA\r\nupgrade: h2c';
  const body = '{"name":"Toto"}';
  const json = `content-type: application/json\r\ncontent-length: ${body.length}`;
  const websocket = 'connection: upgrade\r\nupgrade: websocket';
  const statuses = [
    await line.ask(`GET /healthz HTTP/1.1\r\n${h2c}`),
    await line.ask(`POST /api/session HTTP/1.1\r\n${json}\r\n${h2c}`, body),
    await line.ask(`GET /ws HTTP/1.1\r\n${h2c}`),
    await line.ask(`POST /echo HTTP/1.1\r\ncontent-length: 0\r\n${websocket}`),
    await line.ask(`GET /healthz HTTP/1.0\r\n${websocket}`),
  ];
  assert.deepEqual(statuses, ['200', '201', '426', '200', '200']);
});

test('the JSON subprotocol requires authentication', async (t) => {
  const server = await startServer(t);
  for (const headers of [{}, { authorization: 'Bearer none' }, { authorization: 'Basic x' }]) {
    const options = { headers: headers as Record<string, string> };
    const answer = await server.refusedUpgrade('/ws', options, subprotocol);
    assert.deepEqual(reason(answer).slice(0, 2), [401, 'unauthenticated']);
  }
});

test('an unknown subprotocol is refused with the name of ours', async (t) => {
  const server = await startServer(t);
  const sentence = 'The server speaks causette.v1, or plain text without a subprotocol.';
  assert.deepEqual(reason(await server.refusedUpgrade('/ws', {}, 'causette.v2')), [
    400,
    'unknown_subprotocol',
    sentence,
  ]);
});

test('our subprotocol is selected among several', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Toto');
  const headers = { authorization: `Bearer ${token}` };
  const socket = server.open('/ws', ['causette.v9', subprotocol], { headers });
  await new Promise((resolve) => socket.on('open', resolve));
  assert.equal(socket.protocol, subprotocol);
});

test('a token may be sent as a further subprotocol, which is not selected', async (t) => {
  const server = await startServer(t);
  const { token, person } = await server.signIn('Toto');
  const socket = server.open('/ws', [subprotocol, `causette.token.${token}`]);
  const [welcome] = (await once(socket, 'message')) as [Buffer];
  assert.equal(socket.protocol, subprotocol);
  assert.deepEqual((JSON.parse(welcome.toString()) as Welcome).you, person);
  const nobody = [subprotocol, 'causette.token.none'];
  assert.equal((await server.refusedUpgrade('/ws', {}, nobody)).status, 401);
});

test('a refused upgrade is closed and does not delay the shutdown', async (t) => {
  const server = await startServer(t);
  const refused = [
    upgrade(server, '/ws', 'origin: http://evil.example'),
    upgrade(server, '/ws', 'host: evil.example'),
    upgrade(server, '/ws?room=nowhere'),
    upgrade(server, '/%zz'),
  ];
  assert.deepEqual(await Promise.all(refused), ['403', '421', '404', '404']);
});

/** One connection for several requests. */
class Line {
  readonly #socket: Socket;

  constructor({ port }: TestServer) {
    this.#socket = connect(port, '127.0.0.1');
  }

  /** The status of the response to a request. */
  async ask(head: string, body = ''): Promise<string> {
    this.#socket.write(`${head}\r\nhost: localhost\r\n\r\n${body}`);
    const [bytes] = (await within(once(this.#socket, 'data'), 'an answer')) as [Buffer];
    return bytes.toString().split(' ')[1]!;
  }
}

function reason({ status, body }: Answer): [number, string, string] {
  const { code, message } = JSON.parse(body) as { code: string; message: string };
  return [status, code, message];
}

/** Resolves to the status when the server has closed the connection. */
function upgrade(server: TestServer, path: string, header?: string): Promise<string> {
  const line = connect(server.port, '127.0.0.1');
  const host = header?.startsWith('host:') ? [] : ['host: localhost'];
  const fixed = ['upgrade: websocket', 'connection: upgrade', 'sec-websocket-version: 13'];
  const key = `sec-websocket-key: ${'x'.repeat(22)}==`;
  const lines = [`GET ${path} HTTP/1.1`, ...host, ...fixed, key, ...(header ? [header] : [])];
  line.write(`${lines.join('\r\n')}\r\n\r\n`);
  return new Promise((resolve) => {
    let answer = '';
    line.on('data', (bytes) => (answer += bytes.toString()));
    line.on('close', () => resolve(answer.split(' ')[1]!));
  });
}
