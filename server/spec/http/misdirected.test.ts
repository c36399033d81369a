import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import test from 'node:test';
import { startServer, type Answer } from '../../test-support/running/test-server.ts';
import { within } from '../../test-support/waits.ts';

test('an unknown host name is refused as misdirected', async (t) => {
  const server = await startServer(t, { origins: ['https://chat.example'] });
  const foreign = [
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil',
    '%',
  ];
  for (const host of foreign) {
    assert.deepEqual(
      reason(await server.refusedUpgrade('/ws', { headers: { host } })),
      [
        421,
        'misdirected',
        'This server does not accept that host name; add http://NAME to ORIGINS to allow it.',
      ],
      host,
    );
    assert.equal((await server.request('/api/session', { headers: { host } })).status, 421);
  }
});

test('IP addresses, localhost, this machine and ORIGINS are accepted hosts', async (t) => {
  const server = await startServer(t, { origins: ['https://chat.example'] });
  const own = ['127.0.0.1', '192.168.1.7:3000', '[::1]:3000', 'localhost:3000', 'app.localhost'];
  for (const host of [...own, hostname(), `${hostname()}.local`, 'CHAT.example']) {
    assert.equal((await server.request('/api/session', { headers: { host } })).status, 200, host);
  }
});

test('a local network name is an accepted host, and a page loaded by it may connect', async (t) => {
  const server = await startServer(t);
  for (const name of ['teacher-pc', 'raspberrypi.fritz.box', 'chat.lan', 'localhost.']) {
    const host = `${name}:${server.port}`;
    await server.plain('/ws', { headers: { host, origin: `http://${host}` } });
    const other = { headers: { host, origin: 'http://other.lan' } };
    assert.equal((await server.refusedUpgrade('/ws', other)).status, 403, name);
  }
});

test('HTTP/1.0 requests need no host', async (t) => {
  const server = await startServer(t);
  const line = connect(server.port, '127.0.0.1');
  line.write('GET /api/session HTTP/1.0\r\n\r\n');
  const [bytes] = (await within(once(line, 'data'), 'an answer')) as [Buffer];
  assert.equal(bytes.toString().split(' ')[1], '200');
});

test('probes may use any host name', async (t) => {
  const server = await startServer(t, { metrics: 'on' });
  const headers = { host: 'chat-1.example' };
  const status = async (path: string) => (await server.request(path, { headers })).status;
  const paths = ['/healthz', '/readyz', '/metrics', '/'];
  assert.deepEqual(await Promise.all(paths.map(status)), [200, 200, 200, 421]);
});

test('a page of another host in a browser on this machine cannot read metrics', async (t) => {
  const server = await startServer(t);
  const status = async (headers: Record<string, string>) =>
    (await server.request('/metrics', { headers })).status;
  const host = 'evil.example';
  assert.equal(await status({ host }), 200);
  assert.equal(await status({ host, 'accept-language': 'fr' }), 421);
  assert.equal(await status({ 'accept-language': 'fr' }), 200);
});

function reason({ status, body }: Answer): [number, string, string] {
  const { code, message } = JSON.parse(body) as { code: string; message: string };
  return [status, code, message];
}
