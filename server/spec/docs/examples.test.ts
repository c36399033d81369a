import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import {
  at,
  codeBlocks,
  headersOf,
  optionsOf,
  wordsOf,
} from '../../test-support/running/doc-examples.ts';
import { PlainClient, post } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';
import { within } from '../../test-support/waits.ts';

const root = join(import.meta.dirname, '../../..');
const documents = ['README.md', 'docs/protocol.md', 'docs/http-api.md', 'docs/plain-text.md'];

for (const document of documents) {
  test(`the requests of ${document} succeed as they are written`, async (t) => {
    const server = await startServer(t);
    await (await server.join('Ada')).ask(post('before-it', 'Something to read.'));
    const env = { TOKEN: '' };
    const lines = codeBlocks(document, 'sh').join('').split('\n');
    const requests = lines.filter((line) => line.startsWith('curl '));
    assert.notEqual(requests.length, 0);
    for (const line of requests) {
      const answer = await curl(server, line, env);
      assert.equal(Math.floor(answer.status / 100), 2, line);
      env.TOKEN = answer.token ?? env.TOKEN;
    }
  });
}

for (const document of ['README.md', 'docs/protocol.md', 'docs/plain-text.md']) {
  codeBlocks(document, 'console').forEach((transcript, number) => {
    test(`transcript ${number + 1} of ${document} goes as it is written`, async (t) => {
      const server = await startServer(t);
      const { token } = await server.signIn('Toto');
      const [opening = '', ...lines] = transcript.trim().split('\n');
      const client = open(server, opening, token);
      for (const line of lines) await goOn(server, client, line);
    });
  });
}

test('commands of the docs quote addresses with special characters of the shell', () => {
  const texts = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).map((path) => ({
    path,
    lines: readFileSync(join(root, path), 'utf8').split('\n'),
  }));
  const faults = texts.flatMap(({ path, lines }) =>
    lines.filter(isUnquoted).map((line) => `${path}: ${line.trim()}`),
  );
  assert.deepEqual(faults, []);
});

test('an unquoted address with special characters is detected', () => {
  const line = "    curl http://127.0.0.1:3000/api/rooms?a=1 -d 'why?'";
  assert.equal(isUnquoted(line), true);
  assert.equal(isUnquoted("curl 'http://127.0.0.1:3000/api/rooms?a=1&b=2'"), false);
});

function isUnquoted(line: string): boolean {
  if (!/^\s*(?:\$ )?(?:curl|npx wscat) /u.test(line)) return false;
  return /[?&*]/u.test(line.replaceAll(/'[^']*'|"[^"]*"/gu, ''));
}

/** Sends the request that `curl` would send. A stream is closed as soon as it has begun. */
async function curl(
  server: TestServer,
  line: string,
  env: Record<string, string>,
): Promise<{ status: number; token?: string }> {
  const { values, positionals } = optionsOf(wordsOf(at(server, line), env).slice(1));
  const { data, request = data === undefined ? 'GET' : 'POST' } = values;
  const ending = new AbortController();
  const asked = fetch(positionals[0]!, {
    method: request,
    headers: headersOf(values.header),
    signal: ending.signal,
    ...(data !== undefined && { body: data }),
  });
  const answer = await within(asked, line);
  const type = answer.headers.get('content-type') ?? '';
  const body = type.startsWith('text/event-stream') ? '' : await within(answer.text(), line);
  ending.abort();
  const { token } = (type.startsWith('application/json') ? JSON.parse(body) : {}) as {
    token?: string;
  };
  return { status: answer.status, ...(token !== undefined && { token }) };
}

function open(server: TestServer, opening: string, token: string): PlainClient {
  const words = wordsOf(at(server, opening.replace(/^\$ /u, '')), { TOKEN: token });
  assert.deepEqual(words.slice(0, 2), ['npx', 'wscat']);
  const { connect, subprotocol, header } = optionsOf(words.slice(2)).values;
  const path = connect!.replace(server.origin.replace('http', 'ws'), '');
  return new PlainClient(server.open(path, subprotocol, { headers: headersOf(header) }));
}

/**
 * `> ` is sent, `< ` is received; `…` matches anything. Other people of the docs send their lines.
 */
async function goOn(server: TestServer, client: PlainClient, line: string): Promise<void> {
  const words = line.slice(2);
  if (line.startsWith('> ')) return client.sendText(words);
  const [, other, text] = /^\[(Tata)\]: (.*)$/u.exec(words) ?? [];
  if (other !== undefined) await (await server.join(other)).ask(post('of-another', text));
  const [received = ''] = await client.next();
  assert.ok(isAsWritten(received, words), `${received} is not ${words}`);
}

function isAsWritten(received: string, words: string): boolean {
  const parts = words
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'su').test(received);
}
