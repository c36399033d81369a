import assert from 'node:assert/strict';
import test from 'node:test';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

const pupil = { 'x-forwarded-for': '203.0.113.7' };
const other = { 'x-forwarded-for': '10.0.0.9, 203.0.113.8' };

test('clients behind a trusted proxy have their own addresses', async (t) => {
  const server = await startServer(t, { trustProxy: ['loopback'], connectionsPerAddress: 1 });
  await server.plain('/ws', { headers: pupil });
  await server.plain('/echo', { headers: other });
  await server.plain('/ws');
  for (const headers of [pupil, other, { 'x-forwarded-for': '1.1.1.1, 203.0.113.7:80' }]) {
    assert.equal((await server.refusedUpgrade('/ws', { headers })).status, 429);
  }
});

test('a number of trusted proxies trusts that number of forwarded addresses', async (t) => {
  const server = await startServer(t, { trustProxy: 1, connectionsPerAddress: 1 });
  await server.plain('/ws', { headers: { 'x-forwarded-for': '1.1.1.1, 203.0.113.7' } });
  const headers = { 'x-forwarded-for': '2.2.2.2, 203.0.113.7' };
  assert.equal((await server.refusedUpgrade('/ws', { headers })).status, 429);
});

test('requests are limited by the address that the proxy forwards', async (t) => {
  const server = await startServer(t, { trustProxy: ['loopback'], rateLimit: 1 });
  const status = async (headers: Record<string, string>) =>
    (await server.request('/api/session', { headers })).status;
  for (let count = 0; count < 120; count++) assert.equal(await status(pupil), 200);
  assert.deepEqual([await status(pupil), await status(other), await status({})], [429, 200, 200]);
});

test('forwarded headers of an untrusted client are ignored', async (t) => {
  for (const trustProxy of [[], 0, ['10.0.0.1']]) {
    const server = await startServer(t, { trustProxy, connectionsPerAddress: 1 });
    await server.plain('/ws', { headers: pupil });
    assert.equal((await server.refusedUpgrade('/ws', { headers: other })).status, 429);
    const { origin } = server;
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example', origin };
    assert.deepEqual(await signIn(server, forwarded), [201, false]);
    const evil = { 'x-forwarded-host': 'localhost', host: 'evil.example' };
    assert.equal((await signIn(server, evil))[0], 421);
  }
});

test('host and scheme are those that the proxy forwards', async (t) => {
  const server = await startServer(t, { trustProxy: ['loopback'], origins: ['https://a.example'] });
  const host = { host: 'causette:3000', 'x-forwarded-host': 'a.example:8443' };
  const byTls = { ...host, 'x-forwarded-proto': 'https' };
  const own = 'https://a.example:8443';
  assert.deepEqual(await signIn(server, { ...byTls, origin: own }), [201, true]);
  assert.deepEqual(await signIn(server, byTls), [201, true]);
  assert.deepEqual(await signIn(server, host), [201, false]);
  await server.plain('/ws', { headers: { ...host, 'x-forwarded-proto': 'wss', origin: own } });
  assert.equal((await signIn(server, { ...byTls, origin: 'http://a.example:8443' }))[0], 403);
  assert.equal((await signIn(server, { ...byTls, origin: 'https://causette:3000' }))[0], 403);
  assert.equal((await signIn(server, { ...byTls, 'x-forwarded-host': 'evil.example' }))[0], 421);
});

test('metrics are for this machine only, by the address that the proxy forwards', async (t) => {
  const server = await startServer(t, { trustProxy: ['loopback'] });
  const status = async (headers: Record<string, string>) =>
    (await server.request('/metrics', { headers })).status;
  const local = { 'x-forwarded-for': '127.0.0.1' };
  assert.deepEqual([await status(pupil), await status(local), await status({})], [404, 200, 200]);
});

/** The status of a sign-in, and whether its cookie is for HTTPS only. */
async function signIn(
  server: TestServer,
  headers: Record<string, string>,
): Promise<[number, boolean]> {
  const name = `Toto ${signIns++}`;
  const options = { method: 'POST', headers, body: { name } };
  const { status, headers: responseHeaders } = await server.request('/api/session', options);
  return [status, String(responseHeaders['set-cookie']).includes('Secure')];
}

let signIns = 0;
