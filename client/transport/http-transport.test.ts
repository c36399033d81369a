import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import { openHttp, type HttpOptions } from './http-transport.ts';
import type { Cost } from './http.ts';
import {
  ScriptedHttpServer,
  traced,
  stream,
  type Traced,
  type PendingRequest,
} from '../test-support/test-http.ts';
import type { Transport } from './transport.ts';

const timeout = 5_000;

test('a stream carries frames, in whatever chunks they arrive', { timeout }, async (t) => {
  const { server, seen, trace } = await opened(t);
  const events = ['data: {"text":"é🎉"}\n\n', 'event: ping\ndata:\n\n', 'data: {"n":2}\r\n\r\n'];
  const frames = stream(await server.expect('GET /api/connections/c%2F1/frames'));
  for (const byte of Buffer.from(events.join(''))) {
    frames.write(Uint8Array.of(byte));
    await turn();
  }
  await seen('{"n":2}');
  assert.deepEqual(trace, ['open', '{"text":"é🎉"}', '{"n":2}']);
});

test('polls follow each other, each ends with its frames', { timeout }, async (t) => {
  const { server, seen, trace } = await opened(t, { transport: 'poll' });
  const poll = 'GET /api/connections/c%2F1/frames?wait=25';
  stream(await server.expect(poll)).end('data: 1\n\ndata: 2\n\n');
  stream(await server.expect(poll)).end();
  stream(await server.expect(poll)).end('data: 3\n\n');
  await server.expect(poll);
  await seen('3');
  assert.deepEqual(trace, ['open', '1', '2', '3']);
});

test('sends commands together that were queued during a request', { timeout }, async (t) => {
  const { server, transport } = await opened(t);
  await server.expect('GET /api/connections/c%2F1/frames');
  for (const command of ['1', '2', '3']) transport.send(command);
  const first = await server.expect('POST /api/connections/c%2F1/commands [1]');
  transport.send('4');
  first.response.writeHead(204).end();
  const second = await server.expect('POST /api/connections/c%2F1/commands [2,3,4]');
  second.response.writeHead(204).end();
  transport.send('5');
  await server.expect('POST /api/connections/c%2F1/commands [5]');
});

test('splits commands into requests that the server accepts', { timeout }, async (t) => {
  const { server, transport } = await opened(t);
  await server.expect('GET /api/connections/c%2F1/frames');
  const commands = ['0', ...Array.from({ length: 9 }, (_, n) => `"${n}${'é'.repeat(8_000)}"`)];
  for (const command of commands) transport.send(command);
  const sizes: number[] = [];
  const arrived: string[] = [];
  while (arrived.length < commands.length) {
    const { text, response } = await server.next();
    const body = text.slice(text.indexOf('['));
    sizes.push(Buffer.byteLength(body));
    arrived.push(...(JSON.parse(body) as unknown[]).map((each) => JSON.stringify(each)));
    response.writeHead(204).end();
  }
  assert.deepEqual(arrived, commands);
  assert.deepEqual(
    sizes.map((size) => size <= 65_536),
    sizes.map(() => true),
  );
  assert.equal(sizes.length, 4);
});

test(
  'answers a ping on a stream with an empty request, and over polling with the next poll',
  { timeout },
  async (t) => {
    const polling = await opened(t, { transport: 'poll' });
    stream(await polling.server.next()).end('event: ping\ndata:\n\n');
    await polling.server.expect('GET /api/connections/c%2F1/frames?wait=25');
    const { server } = await opened(t);
    stream(await server.next()).write('event: ping\ndata: \n\n');
    await server.expect('POST /api/connections/c%2F1/commands []');
  },
);

test('the server closes with a code and a reason', { timeout }, async (t) => {
  const { server, seen, trace } = await opened(t);
  const frames = stream(await server.next());
  frames.end('event: close\ndata: {"code":1012,"reason":"restart"}\n\ndata: 1\n\n');
  await seen('close 1012 restart clean');
  await turn();
  assert.deepEqual(trace, ['open', 'close 1012 restart clean']);
});

const failures: Record<string, (pending: PendingRequest) => void> = {
  'a stream that ends': (pending) => stream(pending).end('data: 1'),
  'a stream that breaks off': (pending) => stream(pending).destroy(),
  'a connection that is unknown': ({ response }) => response.writeHead(404).end('{}'),
  'a page of something in between': ({ response }) => response.end('<p>Welcome to the hotel</p>'),
};

for (const [name, fails] of Object.entries(failures)) {
  test(`${name} is a lost connection`, { timeout }, async (t) => {
    const { server, seen, trace } = await opened(t);
    fails(await server.next());
    await seen('close 1006');
    assert.deepEqual(trace, ['open', 'error', 'close 1006']);
  });
}

const refusals = {
  500: 'close 1006',
  400: 'close 1007 HTTP 400 clean',
  413: 'close 1009 HTTP 413 clean',
};

for (const [status, ending] of Object.entries(refusals)) {
  test(
    `a response ${status} to commands ends the connection: ${ending}`,
    { timeout },
    async (t) => {
      const { server, seen, transport, trace } = await opened(t);
      const { closed } = await server.next();
      transport.send('1');
      (await server.next()).response.writeHead(Number(status)).end('{}');
      await seen(ending);
      await closed;
      assert.deepEqual(trace, ['open', 'error', ending]);
    },
  );
}

test('the connection is lost before it opens where no server listens', { timeout }, async (t) => {
  const { server, options } = await started(t);
  server.close();
  const { seen, trace } = traced(openHttp(options));
  await seen('close 1006');
  assert.deepEqual(trace, ['error', 'close 1006']);
});

test(
  'close aborts all requests, deletes the connection, and calls no handler',
  { timeout },
  async (t) => {
    const { server, seen, transport, trace } = await opened(t);
    const pending = await server.next();
    stream(pending).write('data: 1\n\n');
    await seen('1');
    transport.send('{}');
    const posted = await server.next();
    transport.close();
    transport.close();
    pending.response.write('data: 2\n\n');
    await Promise.all([pending.closed, posted.closed]);
    (await server.expect('DELETE /api/connections/c%2F1')).response.writeHead(204).end();
    assert.deepEqual(trace, ['open', '1']);
  },
);

test('a connection that is closed early never opens', { timeout }, async (t) => {
  const { server, options } = await started(t);
  const transport = openHttp(options);
  const { trace } = traced(transport);
  const { closed } = await server.expect('POST /api/connections');
  transport.close();
  await closed;
  await turn();
  assert.deepEqual(trace, []);
});

test('a program sends its token with every request', { timeout }, async (t) => {
  const { server, options } = await started(t);
  const transport = openHttp({ ...options, token: 'secret' });
  const begun = await server.next();
  begun.response.writeHead(201).end('{"connection":"1"}');
  const pending = await server.next();
  transport.close();
  assert.deepEqual([begun.token, pending.token], ['Bearer secret', 'Bearer secret']);
});

test('counts the cost of every exchange, as measured by the server', { timeout }, async (t) => {
  const costs: Cost[] = [];
  const { server, seen, transport } = await opened(t, { spent: (cost) => costs.push(cost) });
  const frames = await server.next();
  frames.response.writeHead(200, { 'content-type': 'text/event-stream', 'request-bytes': 300 });
  frames.response.write('data: 12345\n\n');
  await seen('12345');
  transport.send('1');
  (await server.next()).response.writeHead(204, { 'request-bytes': 321 }).end();
  transport.send('2');
  await server.next();
  const nothing = [0, 0];
  const requests = costs.map((cost) => [cost.requests, cost.up]);
  const [opens, body, reads, read, posts] = requests;
  assert.deepEqual([opens, body], [[1, 0], nothing]);
  assert.deepEqual([reads, read, posts], [[1, 300], nothing, [1, 321]]);
  const [, created, head, piece] = costs.map(({ down }) => down);
  assert.deepEqual([created, piece], ['{"connection":"c/1"}'.length, 'data: 12345\n\n'.length]);
  assert.ok(head! > 100 && head! < 400, `${head} bytes of headers`);
});

interface Started {
  server: ScriptedHttpServer;
  options: HttpOptions;
}

async function started(t: TestContext, options: Partial<HttpOptions> = {}): Promise<Started> {
  const server = await ScriptedHttpServer.start();
  t.after(() => server.close());
  return { server, options: { server: server.url, transport: 'stream', ...options } };
}

/** A transport whose connection the server has created. */
async function opened(
  t: TestContext,
  given: Partial<HttpOptions> = {},
): Promise<Started & Traced & { transport: Transport }> {
  const { server, options } = await started(t, given);
  const transport = openHttp(options);
  t.after(() => transport.close());
  const listener = traced(transport);
  const { response } = await server.expect('POST /api/connections');
  response.writeHead(201, { 'content-type': 'application/json' }).end('{"connection":"c/1"}');
  await listener.seen('open');
  return { server, options, transport, ...listener };
}
