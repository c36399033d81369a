import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { certificate, certificateKey } from './certificate.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { RunningServer, type TestServer } from './test-server.ts';
import { within } from '../waits.ts';

const missing = 'There is no nginx for the tests: install it, or name one in NGINX_PATH.';
const docs = join(import.meta.dirname, '../../../docs/behind-a-proxy.md');

/** Starts nginx with TLS in front of a server, configured as in the docs. */
export async function startNginx(t: TestContext, server: TestServer): Promise<RunningServer> {
  const folder = temporaryFolder(t);
  const proxy = new RunningServer(await freePort());
  proxy.scheme = 'https';
  proxy.basePath = server.config.basePath;
  writeFileSync(join(folder, 'cert.pem'), certificate);
  writeFileSync(join(folder, 'key.pem'), certificateKey);
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, proxy.port, server));
  const child = startIn(folder);
  t.after(async () => {
    for (const socket of proxy.sockets) socket.terminate();
    const exit = once(child, 'exit');
    if (child.kill('SIGTERM')) await exit;
  });
  await within(listening(child.stderr), 'the start of nginx');
  return proxy;
}

/** `npm test` installs nginx if it can. Debian's folder is in the PATH of root only. */
function startIn(folder: string): ChildProcessWithoutNullStreams {
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
  const args = ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
  const child = spawn(process.env['NGINX_PATH'] || 'nginx', args, { env });
  child.on('error', (error) => child.stderr.destroy(new Error(missing, { cause: error })));
  return child;
}

/** The configuration of the docs, with the addresses and files of this test. */
function configuration(folder: string, port: number, { port: behind, config }: TestServer): string {
  const [whole = '', below = ''] = nginxBlocks();
  const site = config.basePath === '' ? whole : replaced(whole, /location \/ \{[^}]*\}/u, below);
  const changes: [RegExp, string][] = [
    [/listen 443 ssl;/u, `listen 127.0.0.1:${port} ssl;`],
    [/ssl_certificate +\S+;/u, 'ssl_certificate cert.pem;'],
    [/ssl_certificate_key +\S+;/u, 'ssl_certificate_key key.pem;'],
    [/127\.0\.0\.1:3000/u, `127.0.0.1:${behind}`],
  ];
  const own = changes.reduce((text, [what, by]) => replaced(text, what, by), site);
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`);
  const http = ['access_log off;', ...temporary, own].join('\n');
  return `daemon off;\nerror_log stderr notice;\npid nginx.pid;\nevents {}\nhttp {\n${http}\n}\n`;
}

function nginxBlocks(): string[] {
  const text = readFileSync(docs, 'utf8');
  return [...text.matchAll(/^```nginx\n(.*?)^```$/gmsu)].map(([, block]) => block!);
}

function replaced(text: string, what: RegExp, by: string): string {
  assert.match(text, what);
  return text.replace(what, () => by);
}

/** Resolves when nginx starts its workers: its sockets are open by then. */
async function listening(stderr: AsyncIterable<Buffer>): Promise<void> {
  let output = '';
  for await (const chunk of stderr) {
    output += chunk.toString();
    if (output.includes('start worker process')) return;
  }
  throw new Error(`nginx did not start: ${output}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
