import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test from 'node:test';
import fc from 'fast-check';
import type { Frame, RoomChanges } from '../../../protocol/frames.ts';
import { anyFrame, anyLine } from '../../../protocol/test-support/input.ts';
import { post, type JsonClient } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

// The end of each test server asserts that there was no internal error.
const frames = fc.array(fc.record({ who: fc.nat(2), frame: anyFrame }), { maxLength: 40 });

test('for random commands each id has one answer, and no revision is skipped', async (t) => {
  const server = await startServer(t);
  const witness = new Witness(await server.join('Witness'));
  await witness.client.follow();
  const people = await Promise.all(['Ada', 'Toto', 'Eve'].map((name) => server.signIn(name)));
  await fc.assert(
    fc.asyncProperty(frames, async (all) => {
      const clients = await Promise.all(people.map((person) => server.join(person)));
      for (const { who, frame: text } of all) clients[who]!.sendText(text);
      for (const [who, client] of clients.entries()) {
        const own = all.filter((each) => each.who === who).map((each) => each.frame);
        assertOneAnswerEach(own, await allHeardBy(client));
      }
      await witness.watch();
      for (const { socket } of clients) socket.terminate();
    }),
    { numRuns: 100 },
  );
  assert.deepEqual(witness.replica, await roomReadAnew(server));
});

test('random lines cause no internal error', async (t) => {
  const server = await startServer(t);
  const plain = await server.plain();
  await fc.assert(
    fc.asyncProperty(anyLine, async (text) => {
      plain.sendText(text);
      assert.equal((await plain.next()).length, 1);
      await plain.rest();
    }),
    { numRuns: 200 },
  );
});

test('the server survives random bytes on a connection', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Toto');
  const someone = [`authorization: Bearer ${token}`, 'sec-websocket-protocol: causette.v1'];
  const header = fc.constantFrom([], someone, ['sec-websocket-protocol: causette.v1']);
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), nearlyFrame());
  await fc.assert(
    fc.asyncProperty(header, fc.array(bytes, { maxLength: 5 }), async (headers, all) => {
      await sendBytes(server, headers, Buffer.concat(all));
      assert.equal((await server.request('/healthz')).status, 200);
    }),
    { numRuns: 200 },
  );
});

/** Follows the room and applies changes: none may be missing between two frames. */
class Witness {
  readonly client: JsonClient;
  readonly replica = new Map<string, object>();
  #rev = 0;

  constructor(client: JsonClient) {
    this.client = client;
  }

  async watch(): Promise<void> {
    for (const each of await this.client.rest()) {
      if (each.type !== 'changes') continue;
      assert.equal(each.from, this.#rev);
      assert.ok(each.messages.every(({ rev }) => rev > each.from && rev <= each.rev));
      assert.equal(each.messages.at(-1)?.rev, each.rev);
      for (const message of each.messages) this.replica.set(message.id, message);
      this.#rev = each.rev;
    }
  }
}

async function roomReadAnew(server: TestServer): Promise<Map<string, object>> {
  const reader = await server.join('Reader');
  const [reset] = (await reader.follow()) as [RoomChanges];
  assert.equal(reset.floor, 0);
  return new Map(reset.messages.map((message) => [message.id, message]));
}

/** All frames up to the answer of one more post, or to the close after too many violations. */
async function allHeardBy(client: JsonClient): Promise<Frame[]> {
  const last = { type: 'read', id: 'the-last', room: 'general', seq: 0 };
  if (client.socket.readyState === client.socket.OPEN) client.send(last);
  const isLast = (each: Frame) => 'id' in each && each.id === last.id;
  const isClosed = () => client.socket.readyState === client.socket.CLOSED;
  await client.until(() => isClosed() || client.received.some(isLast), 'the last answer');
  return client.rest();
}

function assertOneAnswerEach(sent: string[], received: Frame[]): void {
  const isClosed = !received.some((each) => 'id' in each && each.id === 'the-last');
  const ids = sent.map(idOf);
  const answered = received.map(
    (each) => (each.type === 'ack' || each.type === 'refused') && each.id,
  );
  for (const id of new Set(ids.filter((each) => each !== undefined))) {
    const answers = answered.filter((each) => each === id).length;
    const requests = ids.filter((each) => each === id).length;
    assert.ok(answers === requests || (isClosed && answers < requests), `${id}: ${answers}`);
  }
}

function idOf(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' && id.length <= 64 ? id.toWellFormed() : undefined;
  } catch {
    return undefined;
  }
}

/** A frame of RFC 6455 §5.2, sometimes with a fault. */
function nearlyFrame(): fc.Arbitrary<Uint8Array> {
  const body = fc.oneof(fc.json(), fc.constant(JSON.stringify(post('message-1'))));
  const first = fc.oneof(fc.constant(0x81), fc.nat(255));
  return fc.tuple(first, fc.nat(255), body).map(([head, second, text]) => {
    const payload = Buffer.from(text).subarray(0, 125);
    const length = second % 7 === 0 ? second : 0x80 | payload.length;
    return Buffer.concat([Buffer.from([head, length, 0, 0, 0, 0]), payload]);
  });
}

/**
 * Opens a WebSocket, sends the bytes with the request, and waits until the server has read them.
 */
function sendBytes(server: TestServer, headers: string[], bytes: Buffer): Promise<void> {
  const socket = connect(server.port, '127.0.0.1');
  const fixed = ['host: localhost', 'upgrade: websocket', 'connection: upgrade'];
  const handshake = ['sec-websocket-version: 13', `sec-websocket-key: ${'x'.repeat(22)}==`];
  const header = ['GET /ws HTTP/1.1', ...fixed, ...handshake, ...headers, '', ''];
  socket.end(Buffer.concat([Buffer.from(header.join('\r\n')), bytes]));
  return new Promise((resolve) => {
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => resolve());
  });
}
