import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { startServer, type Answer } from '../../test-support/running/test-server.ts';

test('too many requests to /api from one address have to wait, others are answered', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const answers: Answer[] = [];
  for (let count = 0; count < 121; count++) answers.push(await server.request('/api/session'));
  assert.deepEqual(new Set(answers.slice(0, 120).map(({ status }) => status)), new Set([200]));
  const last = answers.at(-1)!;
  assert.deepEqual(codeOf(last), [429, 'rate_limited']);
  assert.equal((await server.request('/healthz')).status, 200);
});

test('a limited client gets the time to wait: until the end of the minute', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const begun = performance.now();
  for (let count = 0; count < 120; count++) await server.request('/api/session');
  const { headers, body } = await server.request('/api/session');
  const passed = Math.ceil((performance.now() - begun) / 1_000);
  const wait = Number(headers['retry-after']);
  assert.ok(wait <= 60 && wait >= 60 - passed, `${wait} s`);
  assert.equal((JSON.parse(body) as { retryAfter: number }).retryAfter, wait);
});

test('sign-ins have their own limit per address, however the address is written', async (t) => {
  const server = await startServer(t, { rateLimit: 10 });
  const signIn = (path: string) => server.request(path, { method: 'POST', body: { name: '' } });
  const statuses = [];
  for (let count = 0; count < 121; count++) statuses.push((await signIn('/%61pi/session')).status);
  assert.deepEqual([...new Set(statuses)], [400, 429]);
  assert.equal(statuses.indexOf(429), 120);
  assert.equal((await signIn('/api/session?x')).status, 429);
  assert.equal((await server.request('/api/session')).status, 200);
});

test('a client that disconnects before its request is read causes no internal error', async (t) => {
  for (const trustProxy of [0, 1, ['loopback']]) {
    const server = await startServer(t, { rateLimit: 100, trustProxy });
    requestAndReset(t, server.port);
    await server.request('/healthz');
    assert.equal(await server.gauge('causette_internal_errors_total'), 0);
  }
});

/** Lets ten clients send requests and reset their connections before the server reads any. */
function requestAndReset(t: TestContext, port: number): void {
  const haveGone = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(clients, { eval: true, workerData: { haveGone, port } });
  t.after(() => worker.terminate());
  Atomics.wait(haveGone, 0, 0, 5_000);
  assert.equal(haveGone[0], 1);
}

const clients = `
  const { workerData: { haveGone, port } } = require('node:worker_threads');
  const { connect } = require('node:net');
  const sockets = Array.from({ length: 10 }, () => new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => socket.write('GET /api/session HTTP/1.1\\r\\nhost: localhost\\r\\n\\r\\n', () => {
      socket.resetAndDestroy();
      socket.on('close', resolve);
    }));
  }));
  Promise.all(sockets).then(() => {
    Atomics.store(haveGone, 0, 1);
    Atomics.notify(haveGone, 0);
  });
`;

function codeOf({ status, body }: Answer): [number, string] {
  return [status, (JSON.parse(body) as { code: string }).code];
}
