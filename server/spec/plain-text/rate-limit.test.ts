import assert from 'node:assert/strict';
import test from 'node:test';
import { newcomerLine } from '../../../protocol/plain-text/lines.ts';
import type { PlainClient } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

const elsewhere = { localAddress: '127.0.0.2' };
/** The answer to a client over the rate limit, and to nobody else. */
const line = '/dance';
const answered = 'There is no command /dance; /help lists them.';
const tooFast = 'That was too fast; wait a little.';

test('guests of one address share 20 times the limit of one guest', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const guests = await open(server, 30);
  // A burst of 80 lines, each connection counting as one.
  assert.deepEqual(await answersTo(guests, 4), { [answered]: 50, [tooFast]: 70 });
  const [other] = await open(server, 1, elsewhere);
  assert.deepEqual(await answersTo([other!], 5), { [answered]: 4, [tooFast]: 1 });
  server.clock.pass(1_000);
  assert.deepEqual(await answersTo(guests, 1), { [answered]: 20, [tooFast]: 10 });
});

test('40 people behind one router can connect and post at once', async (t) => {
  const server = await startServer(t, { rateLimit: 10 });
  assert.deepEqual(await answersTo(await open(server, 40), 19), { [answered]: 760 });
});

test('one address may open 80 connections at once and 20 a second', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const { token } = await server.signIn('Toto');
  await open(server, 80);
  for (const [headers, protocol] of [[{}], [{ authorization: `Bearer ${token}` }, 'causette.v1']]) {
    const answer = await server.refusedUpgrade(
      '/ws',
      { headers: headers as {} },
      protocol as string,
    );
    const { code, retryAfter } = JSON.parse(answer.body) as Record<string, unknown>;
    assert.deepEqual([answer.status, code, retryAfter], [429, 'rate_limited', 0.05]);
    assert.equal(answer.headers['retry-after'], '1');
  }
  await open(server, 1, elsewhere);
  server.clock.pass(50);
  await open(server, 1);
});

test('without a rate limit there is none per address either', async (t) => {
  const server = await startServer(t, { rateLimit: 0 });
  assert.deepEqual(await answersTo(await open(server, 100), 10), { [answered]: 1_000 });
});

async function open(server: TestServer, count: number, options = {}): Promise<PlainClient[]> {
  return Promise.all(Array.from({ length: count }, () => server.plain('/ws', options)));
}

/** The number of times that each answer came, when all clients have sent this number of lines. */
async function answersTo(clients: PlainClient[], lines: number): Promise<Record<string, number>> {
  for (const client of clients) for (let count = 0; count < lines; count++) client.sendText(line);
  const answersOf = (client: PlainClient) =>
    client.received.filter((each) => each !== newcomerLine);
  for (const client of clients) await client.until(() => answersOf(client).length === lines);
  const answers = clients.flatMap(answersOf);
  for (const client of clients) client.takeAll();
  return Object.fromEntries(
    [...Map.groupBy(answers, (each) => each)].map(([each, all]) => [each, all.length]),
  );
}
