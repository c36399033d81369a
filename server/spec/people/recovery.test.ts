import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecoveryCode, SessionMade } from '../../../protocol/http.ts';
import { bearer } from '../../test-support/running/test-clients.ts';
import {
  addHoursRun,
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

const anHour = 60 * 60 * 1_000;
const invalid = [
  403,
  'invalid_code',
  'This link or code is not valid; it may be used, expired or mistyped.',
];

test('four words bring a name back, however they are typed and spelled', async (t) => {
  const server = await startServer(t);
  const toto = await server.signIn('Éloïse');
  const words = await codeOf(server, toto, 'fr');
  assert.equal(words.length, 4);
  const typed = words.join('-').toUpperCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
  for (const [name, code] of [
    ['Éloïse', words.join(' ')],
    ['eloise', ` ${typed} `],
  ] as const) {
    const answer = await recovers(server, name, code);
    assert.equal(answer.status, 201);
    assert.match(String(answer.headers['set-cookie']), /^causette_\d+=/u);
    const { person, token } = JSON.parse(answer.body) as SessionMade;
    assert.deepEqual(person, toto.person);
    assert.deepEqual(await server.personOf(token), toto.person);
  }
  assert.deepEqual(await server.personOf(toto.token), toto.person);
});

test('a replaced code, a false one, a false name and a name without a code get one answer', async (t) => {
  const server = await startServer(t);
  const [toto] = [await server.signIn('Toto'), await server.signIn('Ada')];
  const replaced = await codeOf(server, toto);
  const words = await codeOf(server, toto);
  for (const [name, code] of [
    ['Toto', replaced.join(' ')],
    ['Toto', words.slice(1).join(' ')],
    ['Toto', ''],
    ['Nobody', words.join(' ')],
    ['\u200B', words.join(' ')],
    ['Ada', words.join(' ')],
    ['Ada', ''],
  ] as const) {
    const { status, body } = await recovers(server, name, code);
    const { code: is, message } = JSON.parse(body) as { code: string; message: string };
    assert.deepEqual([status, is, message], invalid, `${name}: ${code}`);
  }
  assert.equal((await recovers(server, 'Toto', words.join(' '))).status, 201);
});

test('ten wrong codes for a name, or codes and links from an address, and the wait is said', async (t) => {
  const server = await startServer(t, { trustProxy: ['loopback'] });
  const toto = await server.signIn('Toto');
  const code = (await codeOf(server, toto)).join(' ');
  const from = (address: number) => ({ 'x-forwarded-for': `192.0.2.${address}` });
  for (let time = 1; time <= 10; time++) await recovers(server, 'Toto', 'false', from(time));
  server.clock.pass(anHour / 2);
  for (const name of ['Toto', 'TOTO']) {
    const { status, headers, body } = await recovers(server, name, code, from(11));
    assert.deepEqual(
      [status, headers['retry-after'], (JSON.parse(body) as { code: string }).code],
      [429, '1800', 'too_many_attempts'],
    );
  }
  for (let time = 1; time <= 10; time++) await redeemsFalseLink(server, from(12));
  assert.equal((await recovers(server, 'Tata', code, from(12))).headers['retry-after'], '3600');
  server.clock.pass(anHour / 2);
  assert.equal((await recovers(server, 'Toto', code, from(11))).status, 201);
});

test('with a code the name stays after the last sign-out and after a long absence', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.signIn('Toto'), await server.signIn('Ada')];
  const codes = [await codeOf(server, toto), await codeOf(server, ada)];
  await server.request('/api/session', { method: 'DELETE', headers: bearer(toto) });
  assert.equal((await takes(server, 'Toto')).status, 409);
  await server.stop();
  addHoursRun(server, 91 * 24);
  await server.start();
  assert.equal(await server.personOf(ada.token), null);
  for (const [index, { person }] of [toto, ada].entries()) {
    assert.equal((await takes(server, person.name)).status, 409);
    const { body } = await recovers(server, person.name, codes[index]!.join(' '));
    assert.deepEqual((JSON.parse(body) as SessionMade).person, person);
  }
});

test('a code is made by a signed-in person, in a language that has words', async (t) => {
  const server = await startServer(t);
  const toto = await server.signIn('Toto');
  const asks = async (headers: Record<string, string>, body: object) =>
    (await server.request('/api/recovery-code', { method: 'POST', headers, body })).status;
  assert.equal(await asks({}, { language: 'en' }), 401);
  for (const body of [{}, { language: 'de' }, { language: 1 }]) {
    assert.equal(await asks(bearer(toto), body), 400);
  }
});

async function codeOf(server: TestServer, by: SessionMade, language = 'en'): Promise<string[]> {
  const options = { method: 'POST', headers: bearer(by), body: { language } };
  const { body } = await server.request('/api/recovery-code', options);
  return (JSON.parse(body) as RecoveryCode).words;
}

function recovers(
  server: TestServer,
  name: string,
  code: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return server.request('/api/recovery', { method: 'POST', body: { name, code }, headers });
}

function redeemsFalseLink(server: TestServer, headers: Record<string, string>): Promise<Answer> {
  const body = { code: 'false' };
  return server.request('/api/device-links/redeem', { method: 'POST', body, headers });
}

function takes(server: TestServer, name: string): Promise<Answer> {
  return server.request('/api/session', { method: 'POST', body: { name } });
}
