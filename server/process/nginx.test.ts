import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { SessionMade } from '../../protocol/http.ts';
import { post } from '../test-support/running/test-clients.ts';
import { EventClient } from '../test-support/running/sse-client.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { startNginx } from '../test-support/running/nginx.ts';
import { startServer } from '../test-support/running/test-server.ts';

const trustProxy = ['127.0.0.1'];

for (const basePath of ['', '/chat']) {
  test(`page, API and WebSockets work behind nginx at ${basePath}/`, async (t) => {
    const server = await startServer(t, { trustProxy, basePath, page: pageIn(t) });
    const nginx = await startNginx(t, server);
    const { status, body } = await nginx.request('/');
    assert.deepEqual([status, body], [200, '<p>coucou</p>']);
    const options = { method: 'POST', headers: { origin: nginx.origin }, body: { name: 'Toto' } };
    const made = await nginx.request('/api/session', options);
    const cookie = String(made.headers['set-cookie']);
    assert.match(cookie, new RegExp(`; Path=${basePath || '/'}; HttpOnly; Secure`, 'u'));
    const headers = { origin: nginx.origin, cookie };
    const toto = await nginx.join(JSON.parse(made.body) as SessionMade, { headers });
    const tata = await EventClient.open(nginx, 'Tata');
    await tata.stream();
    await tata.send({ type: 'follow', id: 'f', rooms: { general: 0 } });
    await toto.ask(post('the-message', 'through nginx'));
    await tata.until(() => JSON.stringify(tata.received).includes('through nginx'));
    assert.deepEqual((await nginx.plain('/echo')).received, ['Welcome']);
    assert.equal((await nginx.refusedUpgrade('/nowhere')).status, 404);
  });
}

test('nginx redirects to the base path with a slash', async (t) => {
  const nginx = await startNginx(t, await startServer(t, { trustProxy, basePath: '/chat' }));
  nginx.basePath = '';
  const { status, headers } = await nginx.request('/chat');
  assert.deepEqual([status, headers.location], [301, `${nginx.origin}/chat/`]);
  assert.match((await nginx.request('/chatter')).body, /<center>nginx/u);
});

test('behind nginx each client address has its own limits, whatever headers it sends', async (t) => {
  const server = await startServer(t, { trustProxy, connectionsPerAddress: 1 });
  const nginx = await startNginx(t, server);
  const [pupil, other] = [{ localAddress: '127.0.0.2' }, { localAddress: '127.0.0.3' }];
  await nginx.plain('/ws', pupil);
  await nginx.plain('/ws', other);
  for (const headers of [{}, { 'x-forwarded-for': '203.0.113.7' }]) {
    assert.equal((await nginx.refusedUpgrade('/ws', { ...pupil, headers })).status, 429);
  }
});

test('behind nginx a page of another site is refused, whatever host it claims', async (t) => {
  const nginx = await startNginx(t, await startServer(t, { trustProxy }));
  const origin = 'https://evil.example';
  const headers = { origin, 'x-forwarded-host': 'evil.example' };
  assert.equal((await nginx.refusedUpgrade('/ws', { headers })).status, 403);
  const byHttp = { origin: nginx.origin.replace('https', 'http') };
  assert.equal((await nginx.refusedUpgrade('/ws', { headers: byHttp })).status, 403);
});

function pageIn(t: TestContext): string {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'index.html'), '<p>coucou</p>');
  return folder;
}
