import assert from 'node:assert/strict';
import test from 'node:test';
import type { Welcome } from '../../../protocol/frames.ts';
import { changes, post, textMessage } from '../../test-support/running/test-clients.ts';
import { EventClient, EventReader, type Received } from '../../test-support/running/sse-client.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';
import { startTime } from '../../test-support/doubles/manual-clock.ts';

const gauge = 'causette_connections{codec="events"}';
const presence = (room = 'general') => ({ type: 'presence', id: 'look', room, away: false });
const ack = (id: string, rev?: number) => ({ type: 'ack', id, ...(rev !== undefined && { rev }) });

test('a stream begins with the welcome and carries the same frames as a WebSocket', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  const reader = await toto.stream();
  const { headers } = await reader.response;
  assert.deepEqual(
    ['content-type', 'cache-control', 'x-accel-buffering'].map((name) => headers[name]),
    ['text/event-stream; charset=utf-8', 'no-store', 'no'],
  );
  const [welcome] = (await toto.next()) as [Welcome];
  assert.deepEqual([welcome.type, welcome.you], ['welcome', toto.person]);
  const ada = await server.join('Ada');
  const empty = { ...changes(0, 0), reset: true, floor: 0 };
  assert.deepEqual(await toto.ask({ type: 'follow', id: 'f', rooms: { general: 0 } }), [
    empty,
    ack('f'),
  ]);
  const answer = await toto.send(
    post('message-1'),
    { type: 'room.create', id: 'create-1', name: 'tea' },
    { type: 'read', id: 'read', room: 'general', seq: 1 },
    { type: 'dance', id: 'd' },
  );
  assert.deepEqual([answer.status, answer.body], [204, '']);
  const received = await toto.next(7);
  const info = { id: 'tea', kind: 'open', name: 'tea', topic: '', maker: toto.person.id } as const;
  const tea = { ...info, rev: 0, at: startTime, read: 0, unread: 0 };
  assert.deepEqual(new Set(received), new Set(expectedFrames(toto, tea)));
  assert.deepEqual(await ada.next(), [{ type: 'room', room: tea }]);
  await ada.ask(post('message-2', 'salut'));
  const second = textMessage(ada.person, { id: 'message-2', seq: 2, text: 'salut' });
  assert.deepEqual(await toto.next(), [changes(1, 2, second)]);
});

test('a room in the query is included in the welcome, over HTTP too', async (t) => {
  const server = await startServer(t);
  const ada = await server.join('Ada');
  await ada.ask(post('message-1'));
  const toto = await EventClient.open(server, 'Toto', '?room=general&after=0');
  const [welcome, missed] = (await toto.poll()) as [Welcome, unknown];
  const first = textMessage(ada.person, { id: 'message-1', seq: 1, text: 'coucou' });
  assert.deepEqual(
    [welcome.follows, missed],
    ['general', { ...changes(0, 1, first), reset: true, floor: 0 }],
  );
});

test('commands in one list are answered in order', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  await toto.stream();
  await toto.next();
  const ids = Array.from({ length: 20 }, (_, at) => `message-${at + 1}`);
  await toto.send(...ids.map((id) => post(id)));
  assert.deepEqual(
    await toto.next(20),
    ids.map((id, at) => ack(id, at + 1)),
  );
});

test('a poll returns buffered frames, waits for more, or ends empty', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  assert.deepEqual(types(await toto.poll(25)), ['welcome']);
  await toto.send({ type: 'follow', id: 'f', rooms: { general: 0 } });
  assert.deepEqual(types(await toto.poll(25)), ['changes', 'ack']);
  await toto.send(post('message-1'));
  assert.deepEqual(types(await toto.poll(25)), ['changes', 'ack']);
  const ada = await server.join('Ada');
  const waiting = toto.poll(25);
  await ada.ask(post('message-2'));
  const second = textMessage(ada.person, { id: 'message-2', seq: 2, text: 'coucou' });
  assert.deepEqual(await waiting, [changes(1, 2, second)]);
  const quiet = toto.get('?wait=20');
  await served(server);
  server.clock.pass(19_999);
  assert.equal(await Promise.race([quiet.ended, served(server)]), undefined);
  server.clock.pass(1);
  assert.equal(await quiet.ended, true);
  assert.deepEqual(toto.takeAll(), []);
});

test('clients on WebSocket and on HTTP see each other join and type', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await EventClient.open(server, 'Toto'), await server.join('Ada')];
  await toto.stream();
  await toto.ask(presence());
  await ada.ask(presence());
  server.clock.pass(250);
  ada.send({ type: 'typing', room: 'general' });
  await toto.send({ type: 'typing', room: 'general' });
  server.clock.pass(250);
  const people = [toto, ada].map(({ person }) => person);
  const here = people.map((person) => ({ ...person, away: false }));
  const both = { type: 'presence', room: 'general', count: 2, here, gone: [] };
  const [seen, received] = [await toto.rest(), await ada.rest()];
  for (const trace of [seen, received.filter(({ type }) => type !== 'people' && type !== 'ack')]) {
    assert.deepEqual(trace[0], both);
    const writing = trace.slice(1).flatMap((each) => (each.type === 'typing' ? each.people : []));
    assert.deepEqual(new Set(writing), new Set(people));
  }
});

test('a client that only reads a room is not listed in it', async (t) => {
  const server = await startServer(t);
  const ada = await server.join('Ada');
  await ada.ask(presence());
  server.clock.pass(250);
  await ada.rest();
  const { token } = await server.signIn('Bot');
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
  const reader = new EventReader(server, '/api/rooms/general/changes', headers);
  await reader.next();
  server.clock.pass(250);
  assert.deepEqual(await ada.rest(), []);
});

test('a second reader replaces the first, whose body ends', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  const first = await toto.stream();
  await toto.next();
  const second = await toto.stream();
  assert.equal(await first.ended, true);
  await toto.ask(post('message-1'));
  const poll = toto.poll(25);
  assert.equal(await second.ended, true);
  await toto.send(post('message-2'));
  assert.deepEqual(await poll, [ack('message-2', 2)]);
  const waiting = toto.get('?wait=25');
  await served(server);
  await toto.stream();
  assert.equal(await waiting.ended, true);
  assert.deepEqual(await toto.ask(post('message-3')), [ack('message-3', 3)]);
});

test('aborting a stream or a poll closes the connection', async (t) => {
  const server = await startServer(t);
  const ada = await server.join('Ada');
  await ada.ask(presence());
  server.clock.pass(250);
  for (const query of ['', '?wait=60']) {
    const toto = await EventClient.open(server, `Toto ${query}`);
    await toto.send(presence());
    server.clock.pass(250);
    await toto.poll();
    const reader = toto.get(query);
    await served(server);
    await ada.rest();
    reader.request.destroy();
    await server.untilGauge(gauge, (count) => count === 0);
    server.clock.pass(10_250);
    const gone = [{ type: 'presence', room: 'general', count: 1, here: [], gone: [toto.person] }];
    assert.deepEqual(await ada.rest(), gone);
    assert.equal((await toto.send()).status, 404);
  }
});

test('a connection without a reader for ten seconds is closed', async (t) => {
  const server = await startServer(t);
  const toto = await EventClient.open(server, 'Toto');
  server.clock.pass(9_999);
  await toto.poll();
  await server.untilGauge('causette_unsent_bytes', (bytes) => bytes === 0);
  server.clock.pass(9_999);
  assert.equal((await toto.send()).status, 204);
  server.clock.pass(1);
  assert.equal((await toto.send()).status, 404);
});

test('a stream whose client is silent is cut at the second heartbeat, others are not', async (t) => {
  const server = await startServer(t);
  const [toto, dead] = [
    await EventClient.open(server, 'Toto'),
    await EventClient.open(server, 'Dead'),
  ];
  const reader = await dead.stream();
  await toto.stream();
  await toto.next();
  for (let beats = 0; beats < 2; beats++) {
    server.clock.pass(25_000);
    assert.deepEqual(await toto.next(2), [{ type: 'ping' }, { type: 'heartbeat', rooms: {} }]);
    await toto.send();
  }
  assert.equal(await reader.ended, false);
  assert.equal((await dead.send()).status, 404);
  assert.equal((await toto.send()).status, 204);
});

test('a new connection resumes where the old one ended', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Toto');
  const [old, ada] = [await EventClient.open(server, who), await server.join('Ada')];
  await old.stream();
  await old.ask({ type: 'follow', id: 'f', rooms: { general: 0 } });
  await ada.ask(post('message-1'));
  old.reader!.request.destroy();
  await ada.ask(post('message-2'));
  const toto = await EventClient.open(server, who);
  await toto.stream();
  await toto.next();
  const message = textMessage(ada.person, { id: 'message-2', seq: 2, text: 'coucou' });
  assert.deepEqual(await toto.ask({ type: 'follow', id: 'f', rooms: { general: 1 } }), [
    changes(1, 2, message),
    ack('f'),
  ]);
});

/** The frames that Toto must get, in any order. */
function expectedFrames(toto: EventClient, tea: object): object[] {
  const first = textMessage(toto.person, { id: 'message-1', seq: 1, text: 'coucou' });
  const code = { code: 'unknown_command', message: 'There is no command of this type.' };
  return [
    { type: 'refused', id: 'd', ...code, path: '/type' },
    changes(0, 1, first),
    { type: 'room', room: tea },
    { type: 'read', room: 'general', seq: 1 },
    ack('message-1', 1),
    { ...ack('create-1'), room: 'tea' },
    ack('read'),
  ];
}

function types(frames: readonly Received[]): string[] {
  return frames.map(({ type }) => type);
}

/** Resolves when the server has read everything sent before. */
async function served(server: TestServer): Promise<void> {
  await server.request('/healthz');
}
