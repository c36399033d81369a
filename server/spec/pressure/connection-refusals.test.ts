import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'node:test';
import fc from 'fast-check';
import { limits } from '../../../protocol/limits.ts';
import { post } from '../../test-support/running/test-clients.ts';
import { EventClient, type Received } from '../../test-support/running/sse-client.ts';
import { startServer } from '../../test-support/running/test-server.ts';
import { within } from '../../test-support/waits.ts';

const gauge = 'causette_connections{codec="events"}';

test('an unknown, closed or foreign connection is not found', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await EventClient.open(server, 'Toto'), await server.signIn('Ada')];
  const twin = await server.signIn('Twin');
  const statusOfAll = async (id: string, token: string): Promise<string[]> => {
    const headers = { authorization: `Bearer ${token}` };
    const path = `/api/connections/${id}`;
    const answers = [
      await server.request(`${path}/frames?wait=0`, { headers }),
      await server.request(`${path}/commands`, { method: 'POST', headers, body: [] }),
      await server.request(path, { method: 'DELETE', headers }),
    ];
    return answers.map(({ status, body }) => `${status} ${(JSON.parse(body) as WithCode).code}`);
  };
  const own = toto.url.split('/').at(-1)!;
  const unknown = Array<string>(3).fill('404 unknown_connection');
  assert.deepEqual(await statusOfAll('nowhere', ada.token), unknown);
  assert.deepEqual(await statusOfAll(own, ada.token), unknown);
  assert.deepEqual(await statusOfAll(own, twin.token), unknown);
  assert.deepEqual(await statusOfAll(own, 'none'), Array<string>(3).fill('401 unauthenticated'));
  const { headers } = toto;
  assert.equal((await server.request(toto.url, { method: 'DELETE', headers })).status, 204);
  assert.equal(await server.gauge(gauge), 0);
  assert.deepEqual(await statusOfAll(own, headers['authorization']!.slice(7)), unknown);
  assert.equal((await server.request('/api/connections', { method: 'POST' })).status, 401);
});

test('an invalid query or command list is refused, and the connection stays open', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  for (const wait of ['-1', '61', 'x', '1.5']) {
    const { headers } = toto;
    const { status } = await server.request(`${toto.url}/frames?wait=${wait}`, { headers });
    assert.equal(status, 400, wait);
  }
  for (const body of ['{}', '7', '"x"', 'null', '', '[']) {
    const headers = { ...toto.headers, 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body };
    assert.equal((await server.request(`${toto.url}/commands`, sent)).status, 400, body);
  }
  assert.deepEqual(types(await toto.poll()), ['welcome']);
});

test('a cookie without our Origin sends no command', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  const cookie = `causette=${toto.headers['authorization']!.slice(7)}`;
  const send = async (headers: Record<string, string>) => {
    const sent = { method: 'POST', headers: { cookie, ...headers }, body: [] };
    return (await server.request(`${toto.url}/commands`, sent)).status;
  };
  const statuses = [await send({}), await send({ origin: 'http://evil.example' })];
  assert.deepEqual([...statuses, await send({ origin: server.origin })], [401, 403, 204]);
});

test('after a sign-out the client gets the reason, and its connections are closed', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Toto');
  const [read, polled, unread] = [
    await EventClient.open(server, who),
    await EventClient.open(server, who),
    await EventClient.open(server, who),
  ];
  const reader = await read.stream();
  await read.next();
  await polled.poll();
  const poll = polled.poll(60);
  await server.request('/healthz');
  await server.request('/api/session', { method: 'DELETE', headers: read.headers });
  const close = { type: 'close', code: 1008, reason: 'signed out' };
  assert.deepEqual([await read.next(), await poll], [[close], [close]]);
  assert.equal(await reader.ended, true);
  assert.equal((await unread.send()).status, 401);
  server.clock.pass(10_000);
  assert.equal(await server.gauge(gauge), 0);
});

test('too many violations close the connection, and the rest of the list is ignored', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  const answer = await toto.send(...Array<string>(12).fill('x'), post('message-1'));
  assert.equal(answer.status, 204);
  await toto.stream();
  const received = await toto.next(12);
  const faults = Array<string>(10).fill('refused');
  assert.deepEqual(types(received), ['welcome', ...faults, 'close']);
  assert.deepEqual(received.at(-1), {
    type: 'close',
    code: 1008,
    reason: 'too many faulty frames',
  });
  assert.equal(await toto.reader!.ended, true);
  assert.equal((await toto.send()).status, 404);
  const { body } = await server.request('/api/rooms/general/messages', { headers: toto.headers });
  assert.deepEqual((JSON.parse(body) as { messages: unknown[] }).messages, []);
});

test('a person over the rate limit is refused, others behind the same address are not', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const [toto, ada] = [
    await EventClient.open(server, 'Toto'),
    await EventClient.open(server, 'Ada'),
  ];
  await Promise.all([toto.stream(), ada.stream()]);
  for (const number of [1, 2, 3, 4]) await toto.ask(post(`message-${number}`));
  const refused = (await toto.ask(post('message-5'))).at(-1);
  const sentence = 'That was too fast; wait a little.';
  const reason = { code: 'rate_limited', message: sentence, retryAfter: 1 };
  assert.deepEqual(refused, { type: 'refused', id: 'message-5', ...reason });
  for (let count = 0; count < 130; count++) assert.equal((await ada.send()).status, 204);
  assert.equal((await ada.ask(post('message-6'))).at(-1)?.type, 'ack');
});

test('an invalid frame costs as much as a command, over WebSocket and HTTP', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const [toto, ada] = [await server.join('Toto'), await EventClient.open(server, 'Ada')];
  const wrong = { type: 'post', id: 'message-1' };
  const codes = (frames: readonly object[]) =>
    frames.flatMap((frame) => ('code' in frame ? [[frame.code, 'id' in frame && frame.id]] : []));
  const refused = [
    ...Array<unknown>(4).fill(['invalid_field', 'message-1']),
    ['rate_limited', 'message-1'],
  ];
  toto.send(wrong, wrong, wrong, wrong, wrong);
  assert.deepEqual(codes(await toto.next(5)), refused);
  await ada.send(wrong, wrong, wrong, wrong, wrong);
  assert.deepEqual(codes(await ada.poll(25)), refused);
});

test('a list longer than a frame is refused', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  const { status, body } = await toto.send(post('message-1', 'x'.repeat(limits.frame)));
  assert.deepEqual([status, (JSON.parse(body) as WithCode).code], [413, 'too_large']);
});

test('each response contains the size of the request', async (t) => {
  const server = await startServer(t);
  const lines = ['POST /api/session HTTP/1.1', 'host: localhost', 'Content-Type:application/json'];
  const request = (body: string): string =>
    [...lines, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
  const requests = [request('{"name":"Zoé"}'), 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n'];
  const socket = connect(server.port, '127.0.0.1');
  const sizes: (string | undefined)[] = [];
  for (const each of [...requests, request('{"name":""}')]) {
    socket.write(each);
    const [answer] = (await within(once(socket, 'data'), 'an answer')) as [Buffer];
    sizes.push(/request-bytes: (\d+)/u.exec(answer.toString())?.[1]);
  }
  socket.destroy();
  const length = (each: string): string => String(Buffer.byteLength(each));
  assert.deepEqual(sizes, [length(requests[0]!), undefined, length(request('{"name":""}'))]);
});

const path = fc.oneof(
  fc.constantFrom('', '/own', '/own/frames?wait=0', '/own/commands', '/own/x', '/%00', '/..'),
  fc.webPath(),
);
const garbage = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.record({ type: fc.constantFrom('post', 'follow', 'read', 'x'), id: fc.json() }))
    .map((all) => JSON.stringify(all)),
);

test('random input is answered in order and causes no internal error', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Toto');
  const method = fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD');
  const type = fc.constantFrom('application/json', 'text/plain', 'x');
  await fc.assert(
    fc.asyncProperty(path, method, type, garbage, async (place, how, kind, body) => {
      const toto = await EventClient.open(server, who);
      const under = place.startsWith('/own')
        ? toto.url + place.slice(4)
        : `/api/connections${place}`;
      const headers = { ...toto.headers, 'content-type': kind };
      const isPlain = how === 'GET' || how === 'HEAD';
      const sent = { method: how, headers, ...(!isPlain && { body }) };
      const { status } = await server.request(under, sent);
      assert.ok(status < 500, `${how} ${under}: ${status}`);
      await server.request(toto.url, { method: 'DELETE', headers: toto.headers });
    }),
    { numRuns: 200 },
  );
  assert.equal(await server.gauge('causette_internal_errors_total'), 0);
});

interface WithCode {
  code: string;
}

function types(frames: readonly Received[]): string[] {
  return frames.map(({ type }) => type);
}
