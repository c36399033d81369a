import assert from 'node:assert/strict';
import test from 'node:test';
import type { SessionMade } from '../../../protocol/http.ts';
import { limits, subprotocol } from '../../../protocol/limits.ts';
import { EventClient, EventReader } from '../../test-support/running/sse-client.ts';
import { bearer } from '../../test-support/running/test-clients.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

const changes = '/api/rooms/general/changes';
const sentence = 'Too many connections are open already; close one first.';
const tooMany = [429, 'too_many_connections', sentence];
const refusedBy = (by: string) => `causette_refused_connections_total{by="${by}"}`;

test('the number of open connections per address is limited over all transports', async (t) => {
  const server = await startServer(t, { connectionsPerAddress: 6 });
  const [toto, ada] = [await server.signIn('Toto'), await server.signIn('Ada')];
  await server.plain('/ws');
  await server.plain('/echo');
  await server.join(toto);
  const byHttp = await EventClient.open(server, ada);
  await byHttp.stream();
  const stream = new EventReader(server, changes, { ...bearer(toto), ...events });
  await stream.response;
  assert.deepEqual(await refusals(server, ada), Array(4).fill(tooMany));
  assert.deepEqual(codeOf(await server.refusedUpgrade('/echo')), tooMany);
  assert.equal(await server.gauge(refusedBy('address')), 5);
  assert.equal((await server.request('/healthz')).status, 200);
  assert.equal((await server.request('/echo')).status, 200);
});

test('the number of open connections per person is limited, independently of others', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.signIn('Toto'), await server.signIn('Ada')];
  await EventClient.open(server, toto);
  const left = Array.from({ length: limits.connections - 1 }, () => server.join(toto));
  await Promise.all(left);
  assert.deepEqual(await refusals(server, toto), Array(4).fill(tooMany));
  assert.equal(await server.gauge(refusedBy('person')), 4);
  await server.join(ada);
  await server.plain('/ws');
  await server.plain('/echo');
});

test('a closed connection frees its slot', async (t) => {
  const server = await startServer(t, { connectionsPerAddress: 1 });
  const who = await server.signIn('Toto');
  for (let time = 0; time < 2; time++) {
    for (const path of ['/ws', '/echo']) await closed(server, path);
    await closed(server, '/ws', who);
    const options = { headers: bearer(who) };
    assert.equal((await server.request(`${changes}?after=0`, options)).status, 200);
    const { url } = await EventClient.open(server, who);
    assert.deepEqual(codeOf(await server.request(`${url}/frames?wait=0`, options)), tooMany);
    await server.request(url, { method: 'DELETE', ...options });
    await server.refusedUpgrade('/ws?room=nowhere');
    await server.refusedUpgrade('/ws', {}, subprotocol);
  }
});

const events = { accept: 'text/event-stream' };

/** The answers to a person who opens one more of each kind: JSON, plain text, HTTP, a stream. */
async function refusals(server: TestServer, who: SessionMade): Promise<unknown[]> {
  const headers = bearer(who);
  return [
    codeOf(await server.refusedUpgrade('/ws', { headers }, subprotocol)),
    codeOf(await server.refusedUpgrade('/ws', { headers })),
    codeOf(await server.request('/api/connections', { method: 'POST', headers })),
    codeOf(await server.request(changes, { headers: { ...headers, ...events } })),
  ];
}

async function closed(server: TestServer, path: string, who?: SessionMade): Promise<void> {
  const client = who === undefined ? await server.plain(path) : await server.join(who);
  client.socket.close();
  await client.closed;
}

function codeOf({ status, body }: Answer): unknown {
  const { code, message } = JSON.parse(body) as { code: string; message: string };
  return [status, code, message];
}
