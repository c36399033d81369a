import assert from 'node:assert/strict';
import test from 'node:test';
import type { History } from '../../../protocol/http.ts';
import { limits } from '../../../protocol/limits.ts';
import { bearer, post } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

/** A response: its status, its encoding, and whether its body is shorter than its text. */
type Seen = [status: number, encoding: string | null, isShorter: boolean];

const many = Array.from({ length: limits.page }, (_, at) => `message-${at + 1}`);
const readings = [
  '/api/rooms/general/messages',
  '/api/rooms/general/changes',
  '/api/rooms/general/changes?after=0&wait=25',
  '/api/openapi.json',
];

test('room data is compressed in an encoding that the client accepts', async (t) => {
  const { server, token } = await withConversation(t);
  for (const path of readings) {
    const plain = await read(server, token, path, 'identity');
    assert.deepEqual(plain.seen, [200, null, false], path);
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0.2, gzip;q=0.7', 'gzip'],
    ] as const) {
      const { seen, text, vary } = await read(server, token, path, accepted);
      assert.deepEqual(seen, [200, encoding, true], path);
      assert.equal(text, plain.text, path);
      assert.equal(vary, 'Origin, Accept-Encoding');
    }
  }
});

test('unchanged responses get 304, in each encoding', async (t) => {
  const { server, token } = await withConversation(t);
  const path = '/api/rooms/general/messages';
  const { etag } = await read(server, token, path, 'br');
  assert.match(etag!, /^W\//u);
  for (const accepted of ['br', 'gzip', 'identity']) {
    const again = await read(server, token, path, accepted, { 'if-none-match': etag! });
    assert.deepEqual(again.seen, [304, null, false]);
    assert.deepEqual([again.text, again.vary, again.etag], ['', 'Origin, Accept-Encoding', etag]);
  }
});

test('short responses and event streams are not compressed', async (t) => {
  const { server, token } = await withConversation(t);
  for (const path of [
    '/api/rooms',
    '/api/rooms/general/messages?limit=1',
    '/api/rooms/nowhere/messages',
  ]) {
    assert.equal((await read(server, token, path, 'br, gzip')).seen[1], null, path);
  }
  const stream = await fetch(`${server.origin}/api/rooms/general/changes`, {
    headers: { ...bearer({ token }), accept: 'text/event-stream', 'accept-encoding': 'br, gzip' },
  });
  assert.equal(stream.headers.get('content-encoding'), null);
  await stream.body!.cancel();
});

test('a response with a token and a chosen name is never compressed', async (t) => {
  const server = await startServer(t);
  const name = 'x'.repeat(limits.name);
  const answer = await fetch(`${server.origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'br, gzip' },
    body: JSON.stringify({ name }),
  });
  assert.deepEqual([answer.status, answer.headers.get('content-encoding')], [201, null]);
  await answer.text();
});

test('a long change that several clients wait for is encoded for each as it accepts', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Ada');
  const toto = await server.join('Toto');
  const path = '/api/rooms/general/changes?after=0&wait=25';
  const polls = ['br', 'br', 'gzip', 'identity'].map((accepted) =>
    read(server, token, path, accepted),
  );
  await server.request('/healthz');
  await toto.ask(post('message-1', 'long '.repeat(limits.text / 5)));
  const answers = await Promise.all(polls);
  assert.deepEqual(
    answers.map(({ seen: [, encoding] }) => encoding),
    ['br', 'br', 'gzip', null],
  );
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  const { messages } = JSON.parse(answers[0]!.text) as History;
  assert.deepEqual(
    messages.map(({ id }) => id),
    ['message-1'],
  );
});

async function withConversation(t: Parameters<typeof startServer>[0]) {
  const server = await startServer(t);
  const session = await server.signIn('Ada');
  const ada = await server.join(session);
  for (const id of many) ada.send(post(id));
  await ada.next(many.length);
  return { server, token: session.token };
}

async function read(
  server: TestServer,
  token: string,
  path: string,
  accepted: string,
  more: Record<string, string> = {},
) {
  const headers = { ...bearer({ token }), 'accept-encoding': accepted, ...more };
  const answer = await fetch(server.origin + path, { headers });
  const text = await answer.text();
  const sent = Number(answer.headers.get('content-length'));
  const isShorter = sent < Buffer.byteLength(text);
  const seen: Seen = [answer.status, answer.headers.get('content-encoding'), isShorter];
  return { seen, text, vary: answer.headers.get('vary'), etag: answer.headers.get('etag') };
}
