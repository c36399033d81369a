import assert from 'node:assert/strict';
import test from 'node:test';
import type { FastifyRequest } from 'fastify';
import { metricsAccess } from '../../http/request/metrics-access.ts';
import { startServer } from '../../test-support/running/test-server.ts';

const token = 'a-token-of-length';

test('by default metrics are for this machine, but not through a proxy on it', () => {
  const isFor = metricsAccess('local');
  const near = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'];
  const far = ['10.0.0.1', '192.168.1.7', '::ffff:10.0.0.1', 'fe80::1', undefined];
  const names = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];
  assert.deepEqual(new Set(near.map((address) => isFor(from(address)))), new Set([true]));
  assert.deepEqual(new Set(far.map((address) => isFor(from(address)))), new Set([false]));
  const forwarded = names.map((name) => isFor(from('127.0.0.1', { [name]: 'x' })));
  assert.deepEqual(new Set(forwarded), new Set([false]));
});

test('a trusted proxy forwards the address of the client', () => {
  const isFor = metricsAccess('local');
  const isAllowed = (ips: string[], headers: Record<string, string>) =>
    isFor(from('127.0.0.1', headers, ips));
  const forwarded = { 'x-forwarded-for': 'as in ips' };
  assert.equal(isAllowed(['127.0.0.1', '127.0.0.1'], forwarded), true);
  assert.equal(isAllowed(['127.0.0.1', '10.0.0.1'], forwarded), false);
  assert.equal(isAllowed(['127.0.0.1', '::1'], { ...forwarded, via: 'x' }), true);
  assert.equal(isAllowed(['127.0.0.1', 'unknown'], forwarded), false);
  // Without a forwarded address, `via` shows that there is another proxy.
  assert.equal(isAllowed(['127.0.0.1'], { via: 'x' }), false);
  assert.equal(isAllowed(['127.0.0.1'], {}), true);
});

test('metrics can be open to all, closed, or protected by a token', () => {
  const requests = [
    from('10.0.0.1'),
    from('127.0.0.1', { authorization: `Bearer ${token}` }),
    from('10.0.0.1', { authorization: `Bearer ${token}` }),
    from('127.0.0.1', { authorization: `Bearer ${token}x` }),
    from('127.0.0.1', { authorization: token }),
  ];
  const allowed = (setting: string) => requests.map(metricsAccess(setting));
  assert.deepEqual(allowed('on'), [true, true, true, true, true]);
  assert.deepEqual(allowed('off'), [false, false, false, false, false]);
  assert.deepEqual(allowed(token), [false, true, true, false, false]);
});

test('unauthorized clients get 404', async (t) => {
  const server = await startServer(t, { metrics: 'on' });
  const headers = { 'x-forwarded-for': '10.0.0.1' };
  assert.equal((await server.request('/metrics', { headers })).status, 200);
  const other = await startServer(t);
  const { status, body } = await other.request('/metrics', { headers });
  assert.deepEqual([status, (JSON.parse(body) as { code: string }).code], [404, 'not_found']);
});

function from(
  remoteAddress: string | undefined,
  headers: Record<string, string> = {},
  ips?: string[],
) {
  return { headers, ips, raw: { socket: { remoteAddress } } } as unknown as FastifyRequest;
}
