import assert from 'node:assert/strict';
import test from 'node:test';
import fastify from 'fastify';
import { answerErrors } from './error-handler.ts';
import { checkHostAndOrigin } from './host-and-origin.ts';
import type { FindNames } from '../request/own-hosts.ts';

const localhost = 'localhost:3000';

test('logs a refused host name once, with the setting that allows it', async () => {
  const { get, log } = checkedServer();
  for (const host of ['chat.example:3000', 'chat.example:3000', localhost, 'evil.example']) {
    await get({ host });
  }
  assert.deepEqual(log(), [
    'Refused a request to the host name chat.example:3000; http://chat.example:3000 in ORIGINS lets it in.',
    'Refused a request to the host name evil.example; http://evil.example in ORIGINS lets it in.',
  ]);
});

test('logs a refused origin once, with the setting that allows it', async () => {
  const { get, log } = checkedServer();
  for (const origin of ['http://app.lan', 'http://app.lan', 'http://localhost:3000', 'null']) {
    await get({ host: localhost, origin });
  }
  assert.deepEqual(log(), [
    'Refused a page of http://app.lan; http://app.lan in ORIGINS lets it in.',
    'Refused a page of null; null in ORIGINS lets it in.',
  ]);
});

test('accepts a host name that DNS has for this machine, without a log line', async () => {
  const { get, log } = checkedServer(async () => ['pc.school.example']);
  const hosts = ['pc.school.example:3000', 'pc.evil.example', 'pc.school.example'];
  const statuses = [];
  for (const host of hosts) statuses.push((await get({ host })).statusCode);
  assert.deepEqual([statuses, log().length], [[200, 421, 200], 1]);
});

test('accepts the default port with or without the number', async () => {
  const { get } = checkedServer();
  const [pc, six] = ['teacher-pc', '[fe80::1]'];
  const pairs = [
    { host: `${pc}:80`, origin: `http://${pc}` },
    { host: pc, origin: `http://${pc}` },
    { host: `${pc}:443`, origin: `https://${pc}` },
    { host: `${six}:443`, origin: `https://${six}` },
    { host: `${pc.toUpperCase()}.:80`, origin: `http://${pc}.` },
    { host: `${pc}:443`, origin: `http://${pc}` },
    { host: `${pc}:80`, origin: `https://${pc}` },
    { host: `${pc}:3000`, origin: `http://${pc}` },
    { host: pc, origin: `http://${pc}:3000` },
    { host: '', origin: `http://${pc}` },
  ];
  const statuses = [];
  for (const pair of pairs) statuses.push((await get(pair)).statusCode);
  const [own, foreign] = [Array(5).fill(200), Array(5).fill(403)];
  assert.deepEqual(statuses, [...own, ...foreign]);
});

test('made-up names cannot fill the log', async () => {
  const { get, log } = checkedServer();
  for (let number = 0; number < 250; number++) {
    await get({ host: `${'x'.repeat(200)}-${number}.example` });
    await get({ host: `${number}.${'x'.repeat(200)}.example` });
    await get({ host: localhost, origin: `http://${number}.example` });
  }
  assert.equal(log().length, 200);
  for (const sentence of log()) assert.ok(sentence.length < 400, sentence);
});

/** A server with the check and one page, and its logged warnings. */
function checkedServer(findNames: FindNames = async () => []) {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const app = fastify({ logger: { level: 'warn', stream } });
  answerErrors(app, assert.ifError);
  checkHostAndOrigin(app, [], findNames);
  app.get('/', async () => 'ok');
  const get = (headers: Record<string, string>) => app.inject({ url: '/', headers });
  const log = () => lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  return { get, log };
}
