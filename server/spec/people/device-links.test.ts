import assert from 'node:assert/strict';
import test from 'node:test';
import type { DeviceLinkMade, SessionMade } from '../../../protocol/http.ts';
import { bearer } from '../../test-support/running/test-clients.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

const aMinute = 60_000;
const invalid = [
  403,
  {
    code: 'invalid_code',
    message: 'This link or code is not valid; it may be used, expired or mistyped.',
  },
];

test('a link signs in one more device as the same person, and the first stays signed in', async (t) => {
  const server = await startServer(t);
  const one = await server.signIn('Toto');
  const { code, seconds } = await linkOf(server, one);
  assert.equal(seconds, 300);
  assert.match(code, /^[\w-]{43}$/u);
  const answer = await redeems(server, code);
  assert.equal(answer.status, 201);
  assert.match(String(answer.headers['set-cookie']), /^causette_\d+=[\w-]{43}\.\d+;/u);
  const two = JSON.parse(answer.body) as SessionMade;
  assert.deepEqual(two.person, one.person);
  assert.notEqual(two.token, one.token);
  for (const { token } of [one, two]) {
    assert.deepEqual(await server.personOf(token), one.person);
  }
});

test('a used, replaced, expired or false link gets one and the same answer', async (t) => {
  const server = await startServer(t);
  const toto = await server.signIn('Toto');
  const used = await linkOf(server, toto);
  await redeems(server, used.code);
  const replaced = await linkOf(server, toto);
  const expired = await linkOf(server, toto);
  server.clock.pass(5 * aMinute);
  for (const code of [used.code, replaced.code, expired.code, 'false', '', toto.token]) {
    const { status, body } = await redeems(server, code);
    assert.deepEqual([status, JSON.parse(body)], invalid);
  }
  const inTime = await linkOf(server, toto);
  server.clock.pass(5 * aMinute - 1);
  assert.equal((await redeems(server, inTime.code)).status, 201);
});

test('a link in a browser that is signed in replaces its session', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.signIn('Toto'), await server.signIn('Ada')];
  const tab = await server.join(ada);
  const { code } = await linkOf(server, toto);
  const { body } = await redeems(server, code, bearer(ada));
  assert.deepEqual((JSON.parse(body) as SessionMade).person, toto.person);
  assert.deepEqual(await tab.closed, [1008, 'signed out']);
  assert.equal(await server.personOf(ada.token), null);
});

test('a link of somebody who has signed out is not valid', async (t) => {
  const server = await startServer(t);
  const toto = await server.signIn('Toto');
  const { code } = await linkOf(server, toto);
  await server.request('/api/session', { method: 'DELETE', headers: bearer(toto) });
  const { status, body } = await redeems(server, code);
  assert.deepEqual([status, JSON.parse(body)], invalid);
});

test('ending other sessions also ends a link that one of them may have made', async (t) => {
  const server = await startServer(t);
  const toto = await server.signIn('Toto');
  const { code } = await linkOf(server, toto);
  await server.request('/api/sessions', { method: 'DELETE', headers: bearer(toto) });
  assert.equal((await redeems(server, code)).status, 403);
});

test('after ten false links in an hour an address has to wait', async (t) => {
  const server = await startServer(t);
  const toto = await server.signIn('Toto');
  for (let time = 0; time < 10; time++) await redeems(server, `false ${time}`);
  const { code } = await linkOf(server, toto);
  const { status, headers, body } = await redeems(server, code);
  assert.deepEqual(
    [status, headers['retry-after'], JSON.parse(body)],
    [
      429,
      '3600',
      {
        code: 'too_many_attempts',
        message: 'Too many wrong links or codes; wait before the next one.',
        retryAfter: 3_600,
      },
    ],
  );
  server.clock.pass(60 * aMinute);
  const again = await linkOf(server, toto);
  assert.equal((await redeems(server, again.code)).status, 201);
});

test('only a person who is signed in can make a link', async (t) => {
  const server = await startServer(t);
  const { status } = await server.request('/api/device-links', { method: 'POST' });
  assert.equal(status, 401);
});

async function linkOf(server: TestServer, by: SessionMade): Promise<DeviceLinkMade> {
  const options = { method: 'POST', headers: bearer(by) };
  return JSON.parse((await server.request('/api/device-links', options)).body);
}

function redeems(
  server: TestServer,
  code: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return server.request('/api/device-links/redeem', { method: 'POST', body: { code }, headers });
}
