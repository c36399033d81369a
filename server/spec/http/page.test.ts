import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

const script = 'x'.repeat(100_000);
const files = {
  'index.html': '<p>Café</p>',
  'service-worker.js': 'worker',
  'assets/index-a1.js': script,
  'assets/a b.svg': '<svg/>',
};

test('each file has its content type; hashed files are cached for good, others are revalidated', async (t) => {
  const server = await startServer(t, { page: pageIn(t) });
  const kept = 'public, max-age=31536000, immutable';
  const [html, js] = ['text/html; charset=utf-8', 'application/javascript; charset=utf-8'];
  const seen = async (path: string) => shown(await server.request(path));
  assert.deepEqual(await seen('/'), [200, html, 'no-cache', files['index.html']]);
  assert.deepEqual(await seen('/?x=1'), [200, html, 'no-cache', files['index.html']]);
  assert.deepEqual(await seen('/index.html'), [200, html, 'no-cache', files['index.html']]);
  assert.deepEqual(await seen('/service-worker.js'), [200, js, 'no-cache', 'worker']);
  assert.deepEqual(await seen('/assets/index-a1.js'), [200, js, kept, script]);
  assert.deepEqual(await seen('/assets/a%20b.svg'), [200, 'image/svg+xml', kept, '<svg/>']);
});

test('page files have the causette-page header, and the CSP allows the inline script of the page', async (t) => {
  const page = pageIn(t);
  writeFileSync(join(page, 'index.html'), '<script>say();</script><script src="/a.js"></script>');
  const server = await startServer(t, { page });
  const sha256 = createHash('sha256').update('say();').digest('base64');
  const headersOf = async (path: string): Promise<unknown[]> => {
    const { headers } = await server.request(path);
    const policy = String(headers['content-security-policy']).split(';');
    return [headers['causette-page'], policy.find((each) => each.startsWith('script-src '))];
  };
  assert.deepEqual(await headersOf('/'), ['1', `script-src 'self' 'sha256-${sha256}'`]);
  assert.deepEqual(await headersOf('/service-worker.js'), ['1', "script-src 'self'"]);
  assert.deepEqual(await headersOf('/nowhere'), [undefined, "script-src 'self'"]);
  assert.deepEqual(await headersOf('/healthz'), [undefined, "script-src 'self'"]);
});

test('unchanged files get 304, and HEAD has no body', async (t) => {
  const server = await startServer(t, { page: pageIn(t) });
  const path = '/assets/index-a1.js';
  const { headers } = await server.request(path);
  const again = { headers: { 'if-none-match': String(headers.etag) } };
  const head = await server.request(path, { method: 'HEAD' });
  assert.deepEqual(answer(await server.request(path, again)), [304, undefined, '']);
  assert.deepEqual(answer(head), [200, String(script.length), '']);
  const other = await server.request(path, { headers: { 'if-none-match': '"x"' } });
  assert.deepEqual(answer(other), [200, String(script.length), script]);
});

test('a file is sent in the preferred encoding, and each encoding has its own ETag', async (t) => {
  const page = pageIn(t);
  const path = '/assets/index-a1.js';
  const sizes = compress(page, path, ['.br', '.gz']);
  const server = await startServer(t, { page });
  const plain = [undefined, String(script.length)];
  const expected: [string, unknown][] = [
    ['gzip, deflate, br, zstd', ['br', sizes['.br']]],
    ['gzip, br;q=0.5', ['gzip', sizes['.gz']]],
    ['br;q=0, *', ['gzip', sizes['.gz']]],
    ['zstd', plain],
    ['br;q=0, gzip;q=0', plain],
  ];
  const tags = new Map<unknown, string>();
  for (const [accepted, sent] of expected) {
    const options = { headers: { 'accept-encoding': accepted } };
    const answer = await fetch(server.origin + path, options);
    const { headers } = answer;
    assert.equal(await answer.text(), script);
    const encoding = headers.get('content-encoding') ?? undefined;
    assert.deepEqual([encoding, headers.get('content-length')], sent, accepted);
    assert.equal(headers.get('content-type'), 'application/javascript; charset=utf-8');
    assert.equal(headers.get('vary'), 'Accept-Encoding');
    tags.set(encoding, headers.get('etag')!);
  }
  assert.equal(new Set(tags.values()).size, 3);
});

test('an ETag is valid in its own encoding only', async (t) => {
  const page = pageIn(t);
  compress(page, '/index.html', ['.br', '.gz']);
  const server = await startServer(t, { page });
  const seen = async (accepted: string, held: string) => {
    const headers = { 'accept-encoding': accepted, 'if-none-match': held };
    const answer = await server.request('/', { headers });
    return [answer.status, answer.headers['vary'], answer.headers['content-encoding']];
  };
  const { headers } = await server.request('/', { headers: { 'accept-encoding': 'br' } });
  const etag = headers.etag!;
  const held = [304, 'Accept-Encoding', undefined];
  assert.deepEqual(await seen('br', etag), held);
  assert.deepEqual(await seen('br', `"x" , W/${etag}`), held);
  assert.deepEqual(await seen('br', '*'), held);
  assert.deepEqual(await seen('gzip', etag), [200, 'Accept-Encoding', 'gzip']);
  assert.deepEqual(await seen('', etag), [200, 'Accept-Encoding', undefined]);
});

test('a file built in one encoding is sent as it is otherwise, and compressed files are not served themselves', async (t) => {
  const page = pageIn(t);
  compress(page, '/index.html', ['.gz']);
  const server = await startServer(t, { page });
  const seen = async (path: string, accepted: string) => {
    const options = { headers: { 'accept-encoding': accepted } };
    const { status, headers } = await server.request(path, options);
    return [status, headers['content-encoding'], headers['vary']];
  };
  assert.deepEqual(await seen('/', 'br, gzip;q=0.5'), [200, 'gzip', 'Accept-Encoding']);
  assert.deepEqual(await seen('/index.html', 'br'), [200, undefined, 'Accept-Encoding']);
  assert.deepEqual(await seen('/assets/a%20b.svg', 'br, gzip'), [200, undefined, undefined]);
  assert.equal((await server.request('/index.html.gz')).status, 404);
});

test('other paths and files outside of the folder are not found', async (t) => {
  const page = pageIn(t);
  writeFileSync(join(page, '..', 'secret'), 'secret');
  const server = await startServer(t, { page });
  const paths = ['/x', '/assets', '/assets/', '//', '//index.html', '/../secret', '/%2e%2e/secret'];
  for (const path of [...paths, '/assets/..%2findex.html', '/constructor', '/index.html/']) {
    const { status, body } = await server.request(path);
    assert.deepEqual(
      [status, (JSON.parse(body) as { code: string }).code],
      [404, 'not_found'],
      path,
    );
  }
  assert.equal((await server.request('/', { method: 'POST' })).status, 404);
});

test('2,000 requests on a connection that is not read use little memory and few descriptors', async (t) => {
  const server = await startServer(t, { page: pageIn(t) });
  const [opened, held] = [descriptors(), process.memoryUsage().rss];
  const socket = connect(server.port, '127.0.0.1').pause();
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write('GET /assets/index-a1.js HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(2_000));
  const started = performance.now();
  for (let time = 0; time < 10; time++) {
    assert.equal((await server.request('/healthz')).status, 200);
  }
  const duration = performance.now() - started;
  assert.ok(descriptors() - opened < 20, `${descriptors() - opened} descriptors`);
  assert.ok(process.memoryUsage().rss - held < 50e6, 'memory');
  assert.ok(duration < 2_500, `${duration} ms for ten looks at /healthz`);
  assert.deepEqual(await statusesOn(server), { 200: 100, 503: 1_900 });
});

/** Writes compressed variants of a file. Returns their sizes as they appear in a header. */
function compress(page: string, path: string, endings: ('.br' | '.gz')[]): Record<string, string> {
  const file = join(page, path);
  const content = readFileSync(file);
  const sizes = endings.map((ending) => {
    const bytes = ending === '.br' ? brotliCompressSync(content) : gzipSync(content);
    writeFileSync(file + ending, bytes);
    return [ending, String(bytes.length)] as const;
  });
  return Object.fromEntries(sizes);
}

/** The number of responses by status to 2,000 requests on one connection. */
async function statusesOn(server: TestServer): Promise<Record<string, number>> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET /service-worker.js HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(2_000));
  let received = '';
  const statuses = (): string[] => received.match(/(?<=HTTP\/1.1 )\d+/gu) ?? [];
  while (statuses().length < 2_000) received += String((await once(socket, 'data'))[0]);
  socket.destroy();
  const counts = Map.groupBy(statuses(), (status) => status);
  return Object.fromEntries([...counts].map(([status, { length }]) => [status, length]));
}

/** A page in a folder inside a temporary folder of the test. */
function pageIn(t: TestContext): string {
  const page = join(temporaryFolder(t), 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(page, name), text);
  return page;
}

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

function shown({ status, headers, body }: Answer): unknown {
  return [status, headers['content-type'], headers['cache-control'], body];
}

function answer({ status, headers, body }: Answer): unknown {
  return [status, headers['content-length'], body];
}
