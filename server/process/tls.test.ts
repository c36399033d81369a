import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { SessionMade } from '../../protocol/http.ts';
import { certificate, certificateKey, otherKey } from '../test-support/running/certificate.ts';
import { run, startProcess } from '../test-support/running/server-process.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { startServer } from '../test-support/running/test-server.ts';
import { within } from '../test-support/waits.ts';
import { readTls } from '../tls-files.ts';

const tls = { cert: Buffer.from(certificate), key: Buffer.from(certificateKey) };

test('two PEM files mean HTTPS, none means HTTP', (t) => {
  const [cert, key] = filesIn(t);
  assert.deepEqual(readTls(named(cert, 'TLS_CERT'), named(key, 'TLS_KEY')), tls);
  assert.equal(readTls(named('', 'TLS_CERT'), named('', 'TLS_KEY')), undefined);
});

test('invalid certificate files are reported in one sentence', (t) => {
  const [cert, key, other, empty] = filesIn(t);
  const none = join(empty, '..', 'none.pem');
  const sentences: [string, string, string][] = [
    [cert, '', '--tls-cert needs --tls-key beside it.'],
    ['', key, '--tls-key needs --tls-cert beside it.'],
    [none, key, `The file ${none} of --tls-cert cannot be read (ENOENT).`],
    [cert, none, `The file ${none} of --tls-key cannot be read (ENOENT).`],
    [join(cert, '..'), key, `The file ${join(cert, '..')} of --tls-cert cannot be read (EISDIR).`],
    [empty, key, `The file ${empty} of --tls-cert is no certificate in PEM.`],
    [key, key, `The file ${key} of --tls-cert is no certificate in PEM.`],
    [cert, empty, `The file ${empty} of --tls-key is no key in PEM, or one with a passphrase.`],
    [cert, other, `The file ${other} of --tls-key is not the key of the certificate in ${cert}.`],
  ];
  // A missing file is named by its environment variable.
  const alone = () => readTls(named(cert, '--tls-cert'), named('', 'TLS_KEY'));
  assert.throws(alone, new Error('--tls-cert needs --tls-key beside it.'));
  for (const [certPath, keyPath, sentence] of sentences) {
    const read = () => readTls(named(certPath, '--tls-cert'), named(keyPath, '--tls-key'));
    assert.throws(read, new Error(sentence));
  }
});

test('page, API and WebSockets work over HTTPS', async (t) => {
  const server = await startServer(t, { tls, connectionsPerAddress: 2 });
  const headers = { origin: server.origin };
  const post = { method: 'POST', headers, body: { name: 'Toto' } };
  const made = await server.request('/api/session', post);
  const cookie = String(made.headers['set-cookie']);
  assert.deepEqual([made.status, cookie.includes('; Secure')], [201, true]);
  await server.join(JSON.parse(made.body) as SessionMade, { headers: { ...headers, cookie } });
  assert.deepEqual((await server.plain()).received, ['New user logged in']);
  assert.equal((await server.refusedUpgrade('/ws')).status, 429);
});

test('a page loaded over HTTP counts as another site, and cookies are for HTTPS only', async (t) => {
  const server = await startServer(t, { tls });
  const options = { method: 'POST', body: { name: 'Toto' } };
  const headers = { origin: server.origin.replace('https', 'http') };
  assert.equal((await server.request('/api/session', { ...options, headers })).status, 403);
  const made = await server.request('/api/session', options);
  assert.match(String(made.headers['set-cookie']), /; Secure/u);
});

test('bots connect over HTTPS as well', async (t) => {
  const server = await startServer(t, { tls, bots: true });
  const connected = async () => server.gauge('causette_connections{codec="json"}');
  const both = async () => {
    while ((await connected()) < 2);
  };
  // The worker thread loads its modules first.
  await within(both(), 'both robots', 20_000);
});

test('the printed address begins with https, without a hint about HTTPS', async (t) => {
  const [cert, key] = filesIn(t);
  const env = { TLS_CERT: cert, TLS_KEY: key, BASE_PATH: '/chat' };
  const server = await startProcess(t, temporaryFolder(t), { env });
  assert.deepEqual(server.printed, [`Causette is at https://127.0.0.1:${server.port}/chat/`]);
});

test('on a local network one line tells what HTTPS would add', async (t) => {
  const around = { args: ['--lan'], env: { HOST: '127.0.0.1' } };
  const server = await startProcess(t, temporaryFolder(t), around);
  await server.prints(
    '\nWith --tls-cert and --tls-key, other machines can also open the page offline, copy, and show notices.\n',
  );
});

test('a key that does not match the certificate is reported in one sentence', async (t) => {
  const [cert, , other] = filesIn(t);
  const args = ['--port', '0', '--tls-cert', cert, '--tls-key', other];
  const { code, stderr } = await run(t, args);
  const sentence = `The file ${other} of --tls-key is not the key of the certificate in ${cert}.\n`;
  assert.deepEqual([code, stderr], [1, sentence]);
});

/** A certificate, its key, another key, and an empty file. */
function filesIn(t: TestContext): [string, string, string, string] {
  const folder = temporaryFolder(t);
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return [
    write('cert.pem', certificate),
    write('key.pem', certificateKey),
    write('other.pem', otherKey),
    write('empty.pem', ''),
  ];
}

function named(text: string, from: string) {
  return { text, from };
}
