import assert from 'node:assert/strict';
import test from 'node:test';
import { startServer } from '../../test-support/running/test-server.ts';

test('the echo sends a welcome, and returns each message', async (t) => {
  const server = await startServer(t);
  const client = await server.plain('/echo');
  client.sendText('coucou');
  client.sendText('');
  client.sendText('é🦊\n');
  assert.deepEqual(await client.next(4), [
    'Welcome',
    'You said: coucou',
    'You said: ',
    'You said: é🦊\n',
  ]);
});

test('a binary frame is returned unchanged', async (t) => {
  const server = await startServer(t);
  const client = await server.plain('/echo');
  client.sendText(Buffer.from([0, 255, 128, 1]));
  client.sendText(Buffer.alloc(0));
  assert.deepEqual(await client.next(3), ['Welcome', 'binary 00ff8001', 'binary ']);
});

test('each client gets its own messages only', async (t) => {
  const server = await startServer(t);
  const [one, two] = [await server.plain('/echo'), await server.plain('/echo')];
  one.sendText('one');
  await one.next(2);
  assert.deepEqual(await two.rest(), ['Welcome']);
});

test('a broken frame closes its connection with a code, other connections stay open', async (t) => {
  const server = await startServer(t);
  const [broken, other] = [await server.plain('/echo'), await server.plain('/echo')];
  broken.sendText('x'.repeat(65_537));
  assert.equal((await broken.closed)[0], 1009);
  other.sendText('x'.repeat(65_536));
  assert.deepEqual(await other.next(2), ['Welcome', `You said: ${'x'.repeat(65_536)}`]);
});

test('an echo connection without a sign of life for two heartbeats is closed, a silent live one is not', async (t) => {
  const server = await startServer(t);
  const silent = await server.plain('/echo');
  const dead = await server.plain('/echo', { autoPong: false });
  await server.pass(50_000);
  assert.deepEqual(await dead.closed, [1006, '']);
  await server.pass(50_000);
  silent.sendText('coucou');
  assert.deepEqual((await silent.next(2)).at(-1), 'You said: coucou');
});

test('a shutdown is announced to echo clients too', async (t) => {
  const server = await startServer(t);
  const client = await server.plain('/echo');
  await server.stop();
  assert.deepEqual(await client.closed, [1001, 'the server goes away']);
});

test('over HTTP the echo answers one request at a time', async (t) => {
  const server = await startServer(t);
  const page = await server.request('/echo');
  assert.equal(page.status, 200);
  assert.match(String(page.headers['content-type']), /^text\/plain/u);
  assert.match(page.body, /^Welcome\n/u);
  const texts = ['coucou', '', '{"not":"parsed"}', 'é🦊'];
  const types = ['text/plain', 'application/json', 'application/x-www-form-urlencoded'];
  for (const body of texts) {
    for (const type of types) {
      const headers = { 'content-type': type };
      const answer = await server.request('/echo', { method: 'POST', headers, body });
      assert.deepEqual([answer.status, answer.body], [200, `You said: ${body}`]);
    }
    const untyped = await server.request('/echo', { method: 'POST', body });
    assert.deepEqual([untyped.status, untyped.body], [200, `You said: ${body}`]);
  }
});
