import assert from 'node:assert/strict';
import { once } from 'node:events';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import type { RoomChanges, Welcome } from '../../../protocol/frames.ts';
import type { SessionMade } from '../../../protocol/http.ts';
import type { Message } from '../../../protocol/model.ts';
import {
  bearer,
  changes,
  post,
  textMessage,
  type JsonClient,
} from '../../test-support/running/test-clients.ts';
import { EventReader } from '../../test-support/running/sse-client.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';
import { within } from '../../test-support/waits.ts';

test('a client without data gets the newest page, a client behind gets the missing changes', async (t) => {
  const { get, messages } = await threePosts(t);
  const end = { ...changes(0, 3, ...messages), reset: true, floor: 0 };
  assert.deepEqual(await get(''), end);
  assert.deepEqual(await get('?after=0'), end);
  assert.deepEqual(await get('?after=1'), changes(1, 3, ...messages.slice(1)));
  assert.deepEqual(await get('?after=9'), end);
});

test('an up-to-date client waits for the next change, which arrives at once', async (t) => {
  const { server, get, toto } = await threePosts(t);
  const waiting = get('?after=3&wait=25');
  await server.request('/healthz');
  await toto.ask(post('message-4'));
  const fourth = textMessage(toto.person, { id: 'message-4', seq: 4, text: 'coucou' });
  assert.deepEqual(await waiting, changes(3, 4, fourth));
});

test('without a change the answer is empty after the requested time', async (t) => {
  const { server, get } = await threePosts(t);
  assert.deepEqual(await get('?after=3'), changes(3, 3));
  const waiting = get('?after=3&wait=10');
  await server.request('/healthz');
  server.clock.pass(9_999);
  assert.equal(await Promise.race([waiting, server.request('/healthz').then(() => 'not')]), 'not');
  server.clock.pass(1);
  assert.deepEqual(await waiting, changes(3, 3));
});

test('an empty room can be waited for too', async (t) => {
  const { toto, get, server } = await threePosts(t);
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  const empty = { type: 'changes', room: 'tea', from: 0, rev: 0, messages: [] };
  assert.deepEqual(await get('?wait=25', 'tea'), { ...empty, reset: true, floor: 0 });
  const waiting = get('?after=0&wait=25', 'TEA');
  await server.request('/healthz');
  await toto.ask(post('message-4', 'hot', 'tea'));
  assert.equal((await waiting).rev, 1);
});

test('an event stream is endless, and resumes after the last event id', async (t) => {
  const { server, stream, toto, messages } = await threePosts(t);
  const first = stream('?after=2');
  assert.deepEqual(events(await first.next()), [['3', changes(2, 3, ...messages.slice(2))]]);
  await toto.ask(post('message-4'));
  const fourth = textMessage(toto.person, { id: 'message-4', seq: 4, text: 'coucou' });
  assert.deepEqual(events(await first.next()), [['4', changes(3, 4, fourth)]]);
  const second = stream('?after=0', { 'last-event-id': '3' });
  assert.deepEqual(events(await second.next()), [['4', changes(3, 4, fourth)]]);
  const { headers } = await second.response;
  assert.equal(headers['content-type'], 'text/event-stream; charset=utf-8');
  for (const each of [first, second]) each.request.destroy();
  await server.request('/healthz');
});

test('comments keep a quiet stream alive', async (t) => {
  const { server, stream } = await threePosts(t);
  const response = await stream('?after=3').response;
  const comment = within(once(response, 'data'), 'a comment');
  server.clock.pass(25_000);
  assert.deepEqual(await comment, [':\n\n']);
});

test('a client with another epoch starts over', async (t) => {
  const { get, stream, epoch, messages } = await threePosts(t);
  const end = { ...changes(0, 3, ...messages), reset: true, floor: 0 };
  assert.deepEqual(await get(`?after=3&epoch=${epoch}`), changes(3, 3));
  assert.deepEqual(await get('?after=3&epoch=other'), end);
  const reader = stream('?epoch=other', { 'last-event-id': '3' });
  assert.deepEqual(events(await reader.next()), [['3', end]]);
});

test('invalid queries are refused', async (t) => {
  const { server, headers } = await threePosts(t);
  const code = async (path: string, more: Record<string, string> = {}): Promise<string> => {
    const answer = await server.request(`/api/rooms/${path}`, { headers: { ...headers, ...more } });
    return `${answer.status} ${(JSON.parse(answer.body) as { code: string }).code}`;
  };
  assert.equal(await code('nowhere/changes'), '404 unknown_room');
  assert.equal(await code('general/changes', { authorization: 'x' }), '401 unauthenticated');
  for (const query of ['after=-1', 'after=x', 'after=1e99', 'wait=61', 'wait=-1']) {
    assert.equal(await code(`general/changes?${query}`), '400 invalid_field', query);
  }
  for (const id of ['x', '-1', '1.5']) {
    assert.equal(await code('general/changes', { 'last-event-id': id }), '400 invalid_field');
  }
});

test('after a sign-out polls and streams end', async (t) => {
  const { server, get, stream, headers } = await threePosts(t);
  const reader = stream('?after=3');
  await reader.response;
  const poll = get('?after=3&wait=60');
  await server.request('/healthz');
  await server.request('/api/session', { method: 'DELETE', headers });
  assert.equal(await reader.ended, true);
  assert.deepEqual(await poll, changes(3, 3));
});

test('a person who polls too often has to wait, others behind the same address do not', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const ask = (session: SessionMade) =>
    server.request('/api/rooms/general/changes', { headers: bearer(session) });
  const [ada, eve] = [await server.signIn('Ada'), await server.signIn('Eve')];
  const statuses = [];
  for (let count = 0; count < 12; count++) statuses.push((await ask(ada)).status);
  assert.deepEqual(new Set(statuses), new Set([200]));
  const { status, headers, body } = await ask(ada);
  assert.deepEqual([status, headers['retry-after']], [429, '1']);
  assert.equal((JSON.parse(body) as { code: string }).code, 'rate_limited');
  assert.equal((await ask(eve)).status, 200);
  server.clock.pass(334);
  assert.equal((await ask(ada)).status, 200);
});

test('a bot that uses only GET misses no message of many authors', async (t) => {
  const server = await startServer(t);
  const headers = bearer(await server.signIn('Bot'));
  const writers = await Promise.all(['Ada', 'Eve', 'Toto'].map((name) => server.join(name)));
  const bot = new Bot((after) => read(server, headers, `?after=${after}&wait=60`));
  const step = fc.record({ who: fc.nat(2), edits: fc.nat(9), pauses: fc.boolean() });
  let posted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const answers = steps.map(async ({ who, edits, pauses }) => {
        const id = `message-${++posted}`;
        await writers[who]!.ask(post(id));
        if (pauses) await server.request('/healthz');
        const text = `${id} again`;
        const edit = { type: 'edit', id: `edit-${id}`, message: id, text };
        if (edits > 5) await writers[who]!.ask(edit);
      });
      await Promise.all([Promise.all(answers), bot.readUntil(posted)]);
    }),
    { numRuns: 40 },
  );
  const whole = await wholeRoom(server, headers, posted);
  await bot.readToRevision(whole.rev);
  assert.deepEqual([...bot.held.values()], whole.messages);
});

/** Applies changes like any client. */
class Bot {
  readonly held = new Map<string, Message>();
  readonly #read: (after: number) => Promise<RoomChanges>;
  #rev = 0;

  constructor(read: (after: number) => Promise<RoomChanges>) {
    this.#read = read;
  }

  async readUntil(count: number): Promise<void> {
    for (let left = 1_000; left > 0 && this.held.size < count; left--) await this.#step();
  }

  async readToRevision(rev: number): Promise<void> {
    for (let left = 1_000; left > 0 && this.#rev < rev; left--) await this.#step();
  }

  async #step(): Promise<void> {
    const { from, rev, messages, reset } = await this.#read(this.#rev);
    assert.ok(from === this.#rev || reset, `from ${from}, expected ${this.#rev}`);
    for (const message of messages) this.held.set(message.id, message);
    this.#rev = rev;
  }
}

interface Room {
  server: TestServer;
  toto: JsonClient;
  epoch: string;
  messages: Message[];
  headers: Record<string, string>;
  get: (query: string, room?: string) => Promise<RoomChanges>;
  stream: (query: string, more?: Record<string, string>) => EventReader;
}

/** Toto has posted three messages, and Ada uses only GET. */
async function threePosts(t: TestContext): Promise<Room> {
  const server = await startServer(t);
  const toto = await server.connect('Toto');
  const { epoch } = (await toto.next())[0] as Welcome;
  const ids = ['message-1', 'message-2', 'message-3'];
  for (const id of ids) await toto.ask(post(id));
  const headers = bearer(await server.signIn('Ada'));
  const accept = { ...headers, accept: 'text/event-stream' };
  return {
    server,
    toto,
    epoch,
    headers,
    messages: ids.map((id, at) => textMessage(toto.person, { id, seq: at + 1, text: 'coucou' })),
    get: (query, room) => read(server, headers, query, room),
    stream: (query, more) =>
      new EventReader(server, `/api/rooms/general/changes${query}`, { ...accept, ...more }),
  };
}

async function read(
  server: TestServer,
  headers: Record<string, string>,
  query: string,
  room = 'general',
): Promise<RoomChanges> {
  const { status, body } = await server.request(`/api/rooms/${room}/changes${query}`, { headers });
  assert.equal(status, 200);
  return JSON.parse(body) as RoomChanges;
}

async function wholeRoom(
  server: TestServer,
  headers: Record<string, string>,
  count: number,
): Promise<{ rev: number; messages: Message[] }> {
  const pages: Message[][] = [];
  let rev = 0;
  for (let before = ''; pages.flat().length < count; before = `?before=${pages[0]![0]!.seq}`) {
    const { body } = await server.request(`/api/rooms/general/messages${before}`, { headers });
    const page = JSON.parse(body) as { rev: number; messages: Message[] };
    pages.unshift(page.messages);
    ({ rev } = page);
  }
  return { rev, messages: pages.flat() };
}

function events(all: { id?: string | undefined; data: string }[]): [string | undefined, unknown][] {
  return all.map(({ id, data }) => [id, JSON.parse(data)]);
}
