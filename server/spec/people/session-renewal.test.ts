import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import test from 'node:test';
import { subprotocol } from '../../../protocol/limits.ts';
import type { CommitQueue } from '../../commit/commit-queue.ts';
import { SessionRenewal } from '../../maintenance/session-renewal.ts';
import { ada } from '../../test-support/doubles/store-spec.ts';
import { ManualClock, startTime } from '../../test-support/doubles/manual-clock.ts';
import {
  addHoursRun,
  startServer,
  type TestServer,
} from '../../test-support/running/test-server.ts';
import { within } from '../../test-support/waits.ts';

const aDay = 24 * 60 * 60 * 1_000;
const today = startTime / aDay;

test('a session expires after 90 days of uptime without use', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.signIn('Toto'), await server.signIn('Ada')];
  for (let time = 0; time < 3; time++) {
    await server.stop();
    addHoursRun(server, 45 * 24 + 1);
    await server.start();
    assert.deepEqual(await server.personOf(toto.token), toto.person);
  }
  assert.equal(await server.personOf(ada.token), null);
});

test('use is stored once a day, also that of connected people', () => {
  const clock = new ManualClock();
  const trace: unknown[] = [];
  const commitQueue: Pick<CommitQueue, 'write'> = {
    write: async ({ at, change }) => {
      trace.push([at - startTime, 'hash' in change && change.hash]);
      return { is: 'done' };
    },
  };
  const [toto, guest] = ['toto', undefined].map((hash) => ({ person: ada, hash }));
  const sessions = [toto!, guest!];
  const use = new SessionRenewal({ commitQueue, clock, sessions, reportError: assert.ifError });
  clock.pass(aDay - 1);
  use.note({ person: ada, hash: 'ada' }, 23);
  clock.pass(1);
  use.note({ person: ada, hash: 'ada' }, 24);
  clock.pass(aDay);
  assert.deepEqual(trace, [
    [aDay, 'toto'],
    [aDay, 'ada'],
    [2 * aDay, 'toto'],
  ]);
});

test('a browser gets its cookie renewed for 90 days on each day of use', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Toto');
  const given = (day: number) =>
    `causette_${server.port}=${token}.${day}; Max-Age=${(90 * aDay) / 1_000}; Path=/; HttpOnly; SameSite=Lax`;
  const came = async (cookie: string) => [
    await cookieOfUpgrade(server, cookie),
    await cookieOfConnection(server, cookie),
  ];
  assert.deepEqual(await came(`${token}.${today}`), [undefined, undefined]);
  server.clock.set(aDay);
  assert.deepEqual(await came(`${token}.${today}`), Array(2).fill([given(today + 1)]));
  assert.deepEqual(await came(token), Array(2).fill([given(today + 1)]));
  assert.deepEqual(await came(`${token}.${today + 1}`), [undefined, undefined]);
});

async function cookieOfUpgrade(server: TestServer, cookie: string): Promise<unknown> {
  const headers = { cookie: `causette_${server.port}=${cookie}`, origin: server.origin };
  const upgrade = once(server.open('/ws', subprotocol, { headers }), 'upgrade');
  const [answer] = await within(upgrade, 'an upgrade');
  return (answer as IncomingMessage).headers['set-cookie'];
}

async function cookieOfConnection(server: TestServer, cookie: string): Promise<unknown> {
  const headers = { cookie: `causette_${server.port}=${cookie}`, origin: server.origin };
  const answer = await server.request('/api/connections', { method: 'POST', headers });
  return answer.headers['set-cookie'];
}
