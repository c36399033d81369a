import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { drawPlan, faultless, type Fault, type Plan } from './faults.ts';
import { Proxy } from './proxy.ts';
import { Random } from '../random.ts';

const upgrade = Buffer.from('GET /ws HTTP/1.1\r\nhost: a\r\nUpgrade: websocket\r\n\r\n');
const text = Buffer.from('coucou, '.repeat(20));

test('passes every byte and the end both ways without faults', async (t) => {
  const sent = Buffer.from(Uint8Array.from({ length: 2_000_000 }, (_, at) => (at * 31) % 251));
  const { client, server } = await connected(t);
  const [up, down] = [all(server), all(client)];
  client.end(sent);
  server.end(sent);
  assert.deepEqual([(await up).equals(sent), (await down).equals(sent)], [true, true]);
});

test('a cut ends both sides after the planned byte, with a FIN', async (t) => {
  const { client, server, proxy } = await connected(t, { does: 'cut', after: 13 });
  client.write(text);
  const back = all(client);
  assert.equal(String(await all(server)), String(text.subarray(0, 13)));
  assert.equal((await back).length, 0);
  assert.deepEqual(proxy.done.rows(), [['cut', 1]]);
});

test('a reset is an error on both sides', async (t) => {
  const { client, server, proxy } = await connected(t, { does: 'reset', after: 5 });
  const errors = [errorOf(client), errorOf(server)];
  client.write(text);
  assert.deepEqual(await Promise.all(errors), ['ECONNRESET', 'ECONNRESET']);
  assert.deepEqual(proxy.done.rows(), [['reset', 1]]);
});

test('a half-open connection drops everything both ways and ends on neither side', async (t) => {
  const { client, server, proxy } = await connected(t, { does: 'swallow', after: 8 });
  client.write(text);
  assert.equal(String(await next(server)), 'coucou, ');
  let ended = 0;
  for (const socket of [client, server]) socket.on('end', () => (ended += 1)).on('data', throwIt);
  server.write(text);
  client.end(text);
  // Another connection that opens and closes marks the time.
  proxy.heal();
  const other = await reached(t, proxy);
  other.client.end('x');
  await all(other.server);
  assert.deepEqual([ended, proxy.done.rows()], [0, [['swallow', 1]]]);
});

test('a stall delays everything and loses nothing', async (t) => {
  const stall = { does: 'stall', after: 3, milliseconds: 50 } as const;
  const { client, server } = await connected(t, stall);
  client.end(text);
  assert.equal(String(await next(server)), 'cou');
  const stalledAt = performance.now();
  assert.equal(String(await all(server)), String(text.subarray(3)));
  assert.ok(performance.now() - stalledAt > 40);
});

test('delayed, merged and split bytes all arrive in order', async (t) => {
  for (const fault of [
    { does: 'delay', milliseconds: 3 },
    { does: 'merge', milliseconds: 10 },
    { does: 'split', bytes: 40 },
  ] as const) {
    const { client, server, proxy } = await connected(t, fault);
    for (const byte of text) client.write(Uint8Array.of(byte));
    client.end();
    assert.equal(String(await all(server)), String(text), fault.does);
    assert.equal(proxy.done.of(fault.does), 1, fault.does);
  }
});

test('merged bytes arrive in one chunk, split ones in many', async (t) => {
  const merged = await connected(t, { does: 'merge', milliseconds: 30 });
  merged.client.write('one ');
  await sleep(2);
  merged.client.write('two');
  assert.equal(String(await next(merged.server)), 'one two');
  const split = await connected(t, { does: 'split', bytes: 100 });
  let pieces = 0;
  split.server.on('data', () => (pieces += 1));
  split.client.end(text);
  await once(split.server, 'end');
  assert.ok(pieces > 20, `${pieces} pieces`);
});

test('refuses an upgrade over HTTP, or never answers it', async (t) => {
  const refused = await connected(t, { does: 'refuse' });
  refused.client.write(upgrade);
  assert.match(String(await all(refused.client)), /^HTTP\/1\.1 503 /u);
  const ignored = await connected(t, { does: 'ignore' });
  ignored.server.on('data', throwIt);
  ignored.client.write(upgrade);
  while (ignored.proxy.done.of('ignore') === 0) await sleep(2);
  assert.equal(ignored.client.readableEnded, false);
});

test('passes other requests while upgrades are refused', async (t) => {
  const { client, server } = await connected(t, { does: 'refuse' });
  client.end('GET /api/rooms HTTP/1.1\r\n\r\n');
  assert.equal(String(await all(server)), 'GET /api/rooms HTTP/1.1\r\n\r\n');
});

test('plans the same faults for the same seed', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      assert.deepEqual(plans(seed), plans(seed));
    }),
    { numRuns: 20 },
  );
  const kinds = plans(7).flatMap(({ up, down }) => [...up, ...down].map(({ does }) => does));
  assert.equal(new Set(kinds).size, 9);
});

function plans(seed: number): Plan[] {
  const random = new Random(seed);
  return Array.from({ length: 500 }, () => drawPlan(random));
}

/** Both ends of a connection through a proxy with a fault in the client's direction. */
async function connected(t: TestContext, ...up: Fault[]) {
  const listener = createServer({ allowHalfOpen: true });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  t.after(() => listener.close());
  const proxy = await Proxy.start((listener.address() as AddressInfo).port);
  t.after(() => proxy.close());
  proxy.plan = () => ({ ...faultless, up });
  sides.set(proxy, listener);
  return reached(t, proxy);
}

const sides = new WeakMap<Proxy, ReturnType<typeof createServer>>();

async function reached(t: TestContext, proxy: Proxy) {
  const accepted = once(sides.get(proxy)!, 'connection');
  const port = Number(new URL(proxy.url).port);
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [server] = (await accepted) as [Socket];
  t.after(() => [client, server].map((socket) => socket.destroy()));
  return { client, server, proxy };
}

async function all(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket.iterator({ destroyOnReturn: false }))
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function next(socket: Socket): Promise<Buffer> {
  await once(socket, 'readable');
  return socket.read() as Buffer;
}

async function errorOf(socket: Socket): Promise<string | undefined> {
  const [error] = (await once(socket, 'error').catch((thrown: unknown) => [thrown])) as [
    NodeJS.ErrnoException,
  ];
  return error.code;
}

function throwIt(): never {
  throw new Error('nothing should arrive');
}
