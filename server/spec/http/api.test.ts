import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomList } from '../../../protocol/http.ts';
import { post, textMessage } from '../../test-support/running/test-clients.ts';
import { startServer, type Answer } from '../../test-support/running/test-server.ts';
import { startTime } from '../../test-support/doubles/manual-clock.ts';

test('history comes in pages of at most 50, oldest first', async (t) => {
  const server = await startServer(t);
  const session = await server.signIn('Ada');
  const ada = await server.join(session);
  const ids = Array.from({ length: 60 }, (_, at) => `message-${at + 1}`);
  for (const id of ids) ada.send(post(id));
  await ada.next(ids.length);
  const get = async (query: string) => {
    const headers = { authorization: `Bearer ${session.token}` };
    return json(await server.request(`/api/rooms/General/messages${query}`, { headers }));
  };
  const messages = ids.map((id, at) =>
    textMessage(session.person, { id, seq: at + 1, text: 'coucou' }),
  );
  const page = { room: 'general', rev: 60 };
  assert.deepEqual(await get(''), { ...page, messages: messages.slice(10), floor: 10 });
  assert.deepEqual(await get('?before=11'), { ...page, messages: messages.slice(0, 10), floor: 0 });
  assert.deepEqual(await get('?before=5&limit=2'), {
    ...page,
    messages: messages.slice(2, 4),
    floor: 2,
  });
});

test('history requires authentication, an existing room, and valid bounds', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Ada');
  const headers = { authorization: `Bearer ${token}` };
  const codes = async (path: string, known = headers as Record<string, string>) =>
    codeOf(await server.request(path, { headers: known }));
  assert.deepEqual(await codes('/api/rooms/general/messages', {}), [401, 'unauthenticated']);
  assert.deepEqual(await codes('/api/rooms', {}), [401, 'unauthenticated']);
  assert.deepEqual(await codes('/api/rooms', { authorization: 'Bearer x' }), [
    401,
    'unauthenticated',
  ]);
  assert.deepEqual(await codes('/api/rooms/nowhere/messages'), [404, 'unknown_room']);
  for (const query of ['limit=51', 'limit=0', 'before=-1', 'before=x', 'limit=1.5']) {
    assert.deepEqual(
      await codes(`/api/rooms/general/messages?${query}`),
      [400, 'invalid_field'],
      query,
    );
  }
});

test('the room list is that of the requesting person', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Ada');
  const toto = await server.join('Toto');
  await toto.ask(post('message-1'));
  const name = '日本語の部屋';
  await toto.ask({ type: 'room.create', id: 'create-1', name, topic: 'x' });
  const headers = { authorization: `Bearer ${token}` };
  const common = { kind: 'open', at: startTime, read: 0 };
  const { epoch, ...list } = json(await server.request('/api/rooms', { headers })) as RoomList;
  assert.match(epoch, /^[0-9a-f]{16}$/u);
  assert.deepEqual(list, {
    rooms: [
      { ...common, id: 'general', name: 'general', topic: '', rev: 1, unread: 1 },
      { ...common, id: name, name, topic: 'x', maker: toto.person.id, rev: 0, unread: 0 },
    ],
  });
  const path = `/api/rooms/${encodeURIComponent('日本語の部屋')}/messages`;
  assert.deepEqual(json(await server.request(path, { headers })), {
    room: '日本語の部屋',
    rev: 0,
    messages: [],
    floor: 0,
  });
});

test('unchanged responses are answered with 304', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Ada');
  const toto = await server.join('Toto');
  const get = (path: string, etag?: string): Promise<Answer> => {
    const known = etag === undefined ? {} : { 'if-none-match': etag };
    return server.request(path, { headers: { authorization: `Bearer ${token}`, ...known } });
  };
  for (const path of ['/api/rooms', '/api/rooms/general/messages']) {
    const first = await get(path);
    const etag = String(first.headers['etag']);
    assert.equal(first.headers['cache-control'], 'private, no-cache');
    const again = await get(path, etag);
    assert.deepEqual([again.status, again.body, again.headers['etag']], [304, '', etag]);
    await toto.ask(post(`after-${path.length}`));
    assert.equal((await get(path, etag)).status, 200);
  }
  assert.equal((await get('/api/rooms/general/changes')).headers['etag'], undefined);
});

test('unknown paths get 404, and no path causes an internal error', async (t) => {
  const server = await startServer(t);
  const paths = [
    '/nowhere',
    '/api/nowhere',
    '/ws/x',
    '/%00',
    '/..%2f..%2fetc%2fpasswd',
    '/%zz',
    '//x.y',
  ];
  for (const path of paths) {
    assert.deepEqual(codeOf(await server.request(path)), [404, 'not_found'], path);
  }
  for (const method of ['PUT', 'PATCH', 'OPTIONS', 'DELETE']) {
    assert.deepEqual(codeOf(await server.request('/ws', { method })), [404, 'not_found'], method);
  }
  const bad = await server.request('/api/rooms/%E0%A4%A/messages');
  assert.deepEqual(codeOf(bad), [404, 'not_found']);
  const long = `/api/rooms/${'x'.repeat(5_000)}/messages`;
  assert.equal((await server.request(long)).status, 404);
  assert.equal((await server.request('/ws')).status, 426);
});

test('an empty body counts as no body, whatever its content type', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Toto');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (method: string, url: string, more: Record<string, string> = {}) => {
    const { status, body } = await server.request(url, {
      method,
      headers: { ...headers, ...more },
    });
    return [
      status,
      body === '' ? undefined : (JSON.parse(body) as Record<string, unknown>),
    ] as const;
  };
  const [status, made] = await ask('POST', '/api/connections');
  assert.equal(status, 201);
  const url = `/api/connections/${String(made?.['connection'])}`;
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' };
  assert.equal((await ask('OPTIONS', url))[0], 404);
  assert.deepEqual(await ask('DELETE', url, { 'transfer-encoding': 'chunked' }), [204, undefined]);
  assert.equal((await ask('POST', '/api/connections', form))[0], 201);
  const { code, message } = (await ask('POST', '/api/commands'))[1] ?? {};
  assert.deepEqual(
    [code, message],
    ['invalid_json', 'Send JSON with `content-type: application/json`.'],
  );
  assert.deepEqual(await ask('DELETE', '/api/session'), [204, undefined]);
});

test('a body that is too large, not JSON, or of another type is refused', async (t) => {
  const server = await startServer(t);
  const send = async (body: string, type = 'application/json') => {
    const headers = { 'content-type': type };
    return codeOf(await server.request('/api/session', { method: 'POST', headers, body }));
  };
  assert.deepEqual(await send(`{"name":"${'x'.repeat(65_536)}"}`), [413, 'too_large']);
  assert.deepEqual(await send('{"name":'), [400, 'invalid_json']);
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    assert.deepEqual(await send('', type), [400, 'invalid_field'], type);
  }
  assert.deepEqual(await send('name=Toto', 'application/x-www-form-urlencoded'), [
    415,
    'invalid_json',
  ]);
  assert.deepEqual(await send('{"__proto__":{"name":"Toto"}}'), [400, 'invalid_json']);
  for (const body of ['{"name":7}', '{"name":null}', '{}', '[]', 'null', '"Toto"']) {
    assert.deepEqual(await send(body), [400, 'invalid_field'], body);
  }
  const { body } = await server.request('/api/session', { method: 'POST', body: { name: 7 } });
  const { path, message } = JSON.parse(body) as Record<string, unknown>;
  assert.equal(path, '/name');
  assert.match(String(message), /^Field `name` must be string\.$/u);
});

test('health, readiness and metrics are available', async (t) => {
  const server = await startServer(t);
  await server.join('Toto');
  await server.plain();
  for (const path of ['/healthz', '/readyz']) {
    assert.deepEqual(json(await server.request(path)), { status: 'ok' });
  }
  assert.deepEqual(
    [
      await server.gauge('causette_connections{codec="json"}'),
      await server.gauge('causette_connections{codec="text"}'),
      await server.gauge('causette_changes_total{outcome="signed-in"}'),
      await server.gauge('causette_internal_errors_total'),
      await server.gauge('causette_unsent_bytes'),
    ],
    [1, 1, 1, 0, 0],
  );
});

test('every response has security headers', async (t) => {
  const server = await startServer(t);
  for (const path of ['/healthz', '/nowhere', '/api/session']) {
    const { headers } = await server.request(path);
    const policy = String(headers['content-security-policy']).split(';');
    assert.deepEqual(policy.toSorted(), [
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'self'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "object-src 'none'",
      "script-src 'self'",
      "script-src-attr 'none'",
      "style-src 'self'",
    ]);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['strict-transport-security'], undefined);
    assert.equal(headers['x-powered-by'], undefined);
  }
});

function json({ status, body }: Answer): unknown {
  assert.equal(status, 200);
  return JSON.parse(body);
}

function codeOf({ status, body }: Answer): [number, string] {
  return [status, (JSON.parse(body) as { code: string }).code];
}
