import assert from 'node:assert/strict';
import test from 'node:test';
import type { Welcome } from '../../../protocol/frames.ts';
import { post } from '../../test-support/running/test-clients.ts';
import { startServer } from '../../test-support/running/test-server.ts';
import { startTime } from '../../test-support/doubles/manual-clock.ts';

const tea = {
  id: 'tea',
  kind: 'open',
  name: 'Tea',
  topic: 'Tea only',
  rev: 0,
  at: startTime,
  read: 0,
  unread: 0,
};

test('a new room is broadcast and is in the next welcome', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.join('Toto'), await server.join('Ada')];
  const made = { ...tea, maker: toto.person.id };
  await toto.ask({ type: 'room.create', id: 'create-1', name: '#Tea', topic: 'Tea only' });
  assert.deepEqual(await toto.rest(), [
    { type: 'room', room: made },
    { type: 'ack', id: 'create-1', room: 'tea' },
  ]);
  assert.deepEqual(await ada.rest(), [{ type: 'room', room: made }]);
  const [welcome] = await (await server.connect('Eve')).next();
  assert.deepEqual((welcome as Welcome).rooms.slice(1), [made]);
});

test('a room keeps its name as written, and is found by name or by id', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  const create = (id: string, name: string) => toto.ask({ type: 'room.create', id, name });
  await create('create-1', 'Tournoi de morpion !');
  const [made] = await toto.rest();
  const maker = toto.person.id;
  assert.deepEqual(made, {
    type: 'room',
    room: { ...tea, id: 'tournoi-de-morpion', name: 'Tournoi de morpion !', topic: '', maker },
  });
  const [first, second] = ['Tournoi de morpion !', '#tournoi-de-morpion'];
  await toto.ask({ type: 'follow', id: 'follow', rooms: { [first]: 0 } });
  for (const [at, room] of [first, second].entries()) {
    const answer = await toto.ask(post(`message-${at}`, 'coucou', room));
    assert.deepEqual(answer, { type: 'ack', id: `message-${at}`, rev: at + 1 });
  }
  const received = (await toto.rest()).flatMap((frame) => ('from' in frame ? frame.room : []));
  assert.deepEqual(new Set(received), new Set(['tournoi-de-morpion']));
  assert.deepEqual(await create('create-2', 'TOURNOI (de) Morpion'), {
    type: 'refused',
    id: 'create-2',
    code: 'room_exists',
    path: '/name',
    message: 'There is # Tournoi de morpion ! already, at the address tournoi-de-morpion.',
  });
  const headers = { authorization: `Bearer ${(await server.signIn('Ada')).token}` };
  for (const room of [first, second]) {
    const path = `/api/rooms/${encodeURIComponent(room)}/messages`;
    const { body } = await server.request(path, { headers });
    assert.equal((JSON.parse(body) as { room: string }).room, 'tournoi-de-morpion');
  }
});

test('the time of a room is that of its last post, not of its last change', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  await server.pass(1_000);
  await toto.ask(post('message-1', 'coucou', 'tea'));
  await server.pass(1_000);
  await toto.ask({ type: 'edit', id: 'edit-001', message: 'message-1', text: 'salut' });
  await toto.ask({ type: 'game.propose', id: 'game-001', room: 'general', game: 'morpion' });
  await server.pass(1_000);
  await toto.ask({ type: 'game.withdraw', id: 'withdraw', message: 'game-001' });
  const [welcome] = await (await server.connect('Eve')).next();
  const times = (welcome as Welcome).rooms.map(({ id, at }) => [id, at - startTime]);
  assert.deepEqual(times, [
    ['general', 2_000],
    ['tea', 1_000],
  ]);
});

test('a repeated room creation gets the same answer and is not broadcast again', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  const create = { type: 'room.create', id: 'create-1', name: 'tea' };
  await toto.ask(create);
  await toto.rest();
  await toto.ask(create);
  assert.deepEqual(await toto.rest(), [{ type: 'ack', id: 'create-1', room: 'tea' }]);
});

test('an existing room or an invalid room name is refused', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.join('Toto'), await server.join('Ada')];
  const refused = { type: 'refused', path: '/name' };
  assert.deepEqual(
    [
      await toto.ask({ type: 'room.create', id: 'create-1', name: 'GENERAL' }),
      await toto.ask({ type: 'room.create', id: 'create-2', name: '🎉!' }),
      await toto.ask({ type: 'room.create', id: 'create-3', name: 'tea', topic: 'x'.repeat(201) }),
    ],
    [
      {
        ...refused,
        id: 'create-1',
        code: 'room_exists',
        message: 'There is # general already, at the address general.',
      },
      {
        ...refused,
        id: 'create-2',
        code: 'invalid_room_name',
        message: 'A room name has 1 to 32 characters, a letter or digit among them.',
      },
      {
        type: 'refused',
        path: '/topic',
        id: 'create-3',
        code: 'topic_too_long',
        message: 'A topic has at most 200 characters.',
      },
    ],
  );
  assert.deepEqual(await ada.rest(), []);
});

test('a read mark is sent to all tabs of the person and to nobody else', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Ada');
  const toto = await server.join('Toto');
  const tabs = [await server.join(who), await server.join(who)];
  await toto.ask(post('message-1'));
  await toto.ask(post('message-2'));
  await toto.rest();
  await tabs[0]!.ask({ type: 'read', id: 'read', room: 'GENERAL', seq: 2 });
  const mark = { type: 'read', room: 'general', seq: 2 };
  assert.deepEqual(await tabs[0]!.rest(), [mark, { type: 'ack', id: 'read' }]);
  assert.deepEqual(await tabs[1]!.rest(), [mark]);
  assert.deepEqual(await toto.rest(), []);
});

test('a read mark never moves back, and is in the welcome', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Ada');
  const [toto, ada] = [await server.join('Toto'), await server.join(who)];
  for (const id of ['message-1', 'message-2', 'message-3']) await toto.ask(post(id));
  await ada.ask({ type: 'read', id: 'read-1', room: 'general', seq: 2 });
  await ada.ask({ type: 'read', id: 'read-2', room: 'general', seq: 1 });
  const mark = { type: 'read', room: 'general', seq: 2 };
  assert.deepEqual(
    (await ada.rest()).filter(({ type }) => type === 'read'),
    [mark, mark],
  );
  const [welcome] = await (await server.connect(who)).next();
  assert.deepEqual((welcome as Welcome).rooms, [
    {
      id: 'general',
      kind: 'open',
      name: 'general',
      topic: '',
      rev: 3,
      at: startTime,
      read: 2,
      unread: 1,
    },
  ]);
});

test('a room may be named like a property of Object.prototype', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
    const room = name.toLowerCase();
    await toto.ask({ type: 'room.create', id: `create-${room}`, name });
    await toto.ask(post(`message-${room}`, 'coucou', room));
  }
  await toto.rest();
  await toto.ask({ type: 'follow', id: 'follow', rooms: { constructor: 0, tostring: 1 } });
  await toto.rest();
  await server.pass(25_000);
  const beat = (await toto.rest()).find(({ type }) => type === 'heartbeat');
  assert.deepEqual(beat, { type: 'heartbeat', rooms: { constructor: 1, tostring: 1 } });
  const unknown = { type: 'follow', id: 'follow', rooms: { valueof: 0 } };
  assert.deepEqual((await toto.ask(unknown)).type, 'refused');
});
