import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Welcome } from '../../../protocol/frames.ts';
import type { SessionMade } from '../../../protocol/http.ts';
import { subprotocol } from '../../../protocol/limits.ts';
import type { Message, Person } from '../../../protocol/model.ts';
import { changes, JsonClient, post, textMessage } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

test('the welcome is the first frame, whatever was sent before it', async (t) => {
  const server = await startServer(t);
  const toto = await server.connect('Toto', {}, (socket) => {
    socket.send('{"type":"follow","id":"early","rooms":{}}');
  });
  const [welcome, ack] = await toto.next(2);
  const { epoch, ...rest } = welcome as Welcome;
  assert.match(epoch, /^[0-9a-f]{16}$/u);
  assert.deepEqual(rest, {
    type: 'welcome',
    you: toto.person,
    rooms: [
      {
        id: 'general',
        kind: 'open',
        name: 'general',
        topic: '',
        rev: 0,
        at: 0,
        read: 0,
        unread: 0,
      },
    ],
    games: [],
    bots: [],
    limits: { text: 4_000, frame: 65_536 },
    heartbeat: 25,
    grace: 60,
  });
  assert.deepEqual(ack, { type: 'ack', id: 'early' });
});

test('a client without data gets the newest page of the room', async (t) => {
  const { ada, messages } = await threePosts(t);
  assert.deepEqual(await ada.follow('general', 0), [
    { type: 'changes', room: 'general', from: 0, rev: 3, messages, reset: true, floor: 0 },
  ]);
});

test('an up-to-date client gets nothing', async (t) => {
  const { ada } = await threePosts(t);
  assert.deepEqual(await ada.follow('general', 3), []);
});

test('a client behind gets the missing changes', async (t) => {
  const { ada, messages } = await threePosts(t);
  assert.deepEqual(await ada.follow('general', 1), [changes(1, 3, ...messages.slice(1))]);
});

test('a client ahead of the room starts over', async (t) => {
  const { ada, messages } = await threePosts(t);
  assert.deepEqual(await ada.follow('general', 9), [
    { type: 'changes', room: 'general', from: 0, rev: 3, messages, reset: true, floor: 0 },
  ]);
});

test('a client with another epoch starts over', async (t) => {
  const { ada, messages, epoch } = await threePosts(t);
  const follow = { type: 'follow', rooms: { general: 3 } };
  await ada.ask({ ...follow, id: 'same', epoch });
  assert.deepEqual(await ada.rest(), [{ type: 'ack', id: 'same' }]);
  await ada.ask({ ...follow, id: 'other', epoch: 'of-another' });
  assert.deepEqual(await ada.rest(), [
    { type: 'changes', room: 'general', from: 0, rev: 3, messages, reset: true, floor: 0 },
    { type: 'ack', id: 'other' },
  ]);
});

test('one follow resumes all rooms, in any spelling of their names', async (t) => {
  const { toto, ada } = await threePosts(t);
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'École' });
  await ada.rest();
  await ada.ask({ type: 'follow', id: 'f', rooms: { ecole: 0, GENERAL: 3 } });
  assert.deepEqual(await ada.rest(), [
    { type: 'changes', room: 'école', from: 0, rev: 0, messages: [], reset: true, floor: 0 },
    { type: 'ack', id: 'f' },
  ]);
});

test('an unknown room is refused, and the others are followed', async (t) => {
  const { toto, ada } = await threePosts(t);
  assert.deepEqual(await ada.ask({ type: 'follow', id: 'f', rooms: { general: 0, nowhere: 0 } }), {
    type: 'refused',
    id: 'f',
    code: 'unknown_room',
    message: 'There is no such room.',
    path: '/rooms/nowhere',
  });
  await ada.rest();
  await toto.ask(post('message-4'));
  const fourth = textMessage(toto.person, { id: 'message-4', seq: 4, text: 'coucou' });
  assert.deepEqual(await ada.rest(), [changes(3, 4, fourth)]);
});

test('following again fills a gap and goes on', async (t) => {
  const { toto, ada, messages } = await threePosts(t);
  await ada.follow('general', 3);
  assert.deepEqual(await ada.follow('general', 2), [changes(2, 3, ...messages.slice(2))]);
  await toto.ask(post('message-4'));
  const fourth = textMessage(toto.person, { id: 'message-4', seq: 4, text: 'coucou' });
  assert.deepEqual(await ada.rest(), [changes(3, 4, fourth)]);
});

test('heartbeats contain the revisions of followed rooms', async (t) => {
  const { server, ada, toto } = await threePosts(t);
  await ada.follow('general', 3);
  await toto.rest();
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  await ada.follow('tea', 0);
  server.clock.pass(25_000);
  assert.deepEqual(await ada.rest(), [{ type: 'heartbeat', rooms: { general: 3, tea: 0 } }]);
  await toto.ask(post('message-4'));
  await ada.rest();
  server.clock.pass(25_000);
  assert.deepEqual(await ada.rest(), [{ type: 'heartbeat', rooms: { general: 4, tea: 0 } }]);
});

test('a connection without a sign of life for two heartbeats is closed, a silent live one is not', async (t) => {
  const server = await startServer(t);
  const silent = await server.join('Silent');
  const dead = await server.join('Dead', { autoPong: false });
  await server.pass(25_000);
  assert.equal(dead.socket.readyState, dead.socket.OPEN);
  await server.pass(25_000);
  assert.deepEqual(await dead.closed, [1006, '']);
  await server.pass(75_000);
  const beat = { type: 'heartbeat', rooms: {} };
  assert.deepEqual(await silent.rest(), [beat, beat, beat, beat, beat]);
});

test('a room in the query is included in the welcome, before the client sends anything', async (t) => {
  const { server, messages, epoch } = await threePosts(t);
  const zoe = await server.signIn('Zoe');
  const end = { ...changes(0, 3, ...messages), reset: true, floor: 0 };
  const missed = changes(1, 3, ...messages.slice(1));
  for (const [query, follows, expected] of [
    ['room=GENERAL', 'general', [end]],
    ['room=general&after=1', 'general', [missed]],
    [`room=general&after=1&epoch=${epoch}`, 'general', [missed]],
    ['room=general&after=1&epoch=of-another', 'general', [end]],
    ['room=general&after=3', 'general', []],
    ['room=nowhere&after=1', undefined, []],
    ['after=1', undefined, []],
  ] as const) {
    const tab = opened(server, zoe, query);
    const [welcome] = (await tab.next()) as [Welcome];
    assert.deepEqual([welcome.follows, await tab.rest()], [follows, expected], query);
  }
});

test('a client that names a room in the query gets its changes from then on', async (t) => {
  const { server, ada } = await threePosts(t);
  const zoe = opened(server, await server.signIn('Zoe'), 'room=general&after=3');
  await zoe.next();
  await ada.ask(post('message-4'));
  assert.deepEqual(await zoe.next(), [changes(3, 4, text(ada.person, 'message-4', 4))]);
});

test('an invalid revision is refused before the upgrade', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Toto');
  const headers = { authorization: `Bearer ${token}` };
  for (const after of ['-1', '1.5', 'x']) {
    const path = `/ws?room=general&after=${after}`;
    const { status, body } = await server.refusedUpgrade(path, { headers }, subprotocol);
    const refusal = JSON.parse(body) as { code: string; path: string };
    assert.deepEqual([status, refusal.code, refusal.path], [400, 'invalid_field', '/after']);
  }
});

interface Room {
  server: TestServer;
  toto: JsonClient;
  ada: JsonClient;
  epoch: string;
  messages: Message[];
}

/** Toto has posted three messages, and Ada has just connected. */
async function threePosts(t: TestContext): Promise<Room> {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  const ids = ['message-1', 'message-2', 'message-3'];
  for (const id of ids) await toto.ask(post(id));
  const ada = await server.connect('Ada');
  const [welcome] = await ada.next();
  const { epoch } = welcome as Welcome;
  return { server, toto, ada, epoch, messages: ids.map((id, at) => text(toto.person, id, at + 1)) };
}

/** Connects with a query and sends nothing. */
function opened(server: TestServer, { person, token }: SessionMade, query: string): JsonClient {
  const headers = { authorization: `Bearer ${token}` };
  return new JsonClient(server.open(`/ws?${query}`, subprotocol, { headers }), person);
}

function text(author: Person, id: string, seq: number): Message {
  return textMessage(author, { id, seq, text: 'coucou' });
}
