import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import type { Ack, Frame } from '../../../protocol/frames.ts';
import type { RoomList, SessionMade } from '../../../protocol/http.ts';
import { startTime } from '../../test-support/doubles/manual-clock.ts';
import {
  bearer,
  post,
  type JsonClient,
  type TestCommand,
} from '../../test-support/running/test-clients.ts';
import { until } from '../../test-support/waits.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

test('a private room is in the welcome of its members only, and an event names them', async (t) => {
  const { toto, ada, eve, plan, server, info } = await privateRoom(t);
  const room = { ...info, rev: 1, at: startTime, read: 0, unread: 0 };
  assert.deepEqual(await ada.rest(), [{ type: 'room', room }]);
  assert.deepEqual(await eve.rest(), []);
  assert.deepEqual(await roomsOf(server, 'Eve 2'), ['general']);
  assert.deepEqual(await eventsOf(toto, plan), [
    { author: 'Toto', event: { is: 'invited', people: [ada.person] } },
  ]);
});

test('to everybody else a private room is not there, whatever they ask', async (t) => {
  const { toto, eve, plan } = await privateRoom(t);
  await toto.ask(post('message-1', 'secret', plan));
  await toto.ask({ type: 'game.propose', id: 'game-0001', room: plan, game: 'morpion' });
  const codes = new Set<unknown>();
  for (const command of commandsIn(plan, toto.person.id, eve.person.id)) {
    const answer = await eve.ask(command);
    codes.add(answer.type === 'refused' ? answer.code : answer);
  }
  assert.deepEqual(codes, new Set(['unknown_room', 'unknown_message', 'unknown_game']));
  assert.deepEqual(
    (await eve.rest()).filter(({ type }) => type !== 'refused'),
    [],
  );
});

test('a private room is not there over HTTP and in plain text either', async (t) => {
  const { toto, plan, server } = await privateRoom(t);
  await toto.ask(post('message-1', 'secret', plan));
  await toto.ask({ type: 'game.propose', id: 'game-0001', room: plan, game: 'morpion' });
  const { token } = await server.signIn('Eve 2');
  for (const path of ['messages', 'changes', 'people', 'members', 'messages/message-1/reactions']) {
    const { status } = await server.request(`/api/rooms/${plan}/${path}`, {
      headers: bearer({ token }),
    });
    assert.equal(status, 404, path);
  }
  assert.equal((await server.refusedUpgrade(`/ws?room=${plan}`)).status, 404);
  const text = await server.plain();
  text.sendText('/rooms');
  text.sendText(`/join ${plan}`);
  text.sendText('/games');
  await text.until(() => text.received.length === 4);
  assert.deepEqual(text.received.slice(1), [
    '# general',
    'There is no such room.',
    'No game is open.',
  ]);
});

test('a member who is removed gets nothing more of the room, on any connection', async (t) => {
  const { toto, ada, plan, server, tokens } = await privateRoom(t);
  const second = await server.join(tokens.ada);
  await second.follow(plan);
  await ada.follow(plan);
  await toto.ask(post('message-1', 'before', plan));
  await Promise.all([ada.rest(), second.rest()]);
  const remove = { type: 'room.remove', id: 'remove-1', room: plan, person: ada.person.id };
  assert.equal((await toto.ask(remove)).type, 'ack');
  await toto.ask(post('message-2', 'after', plan));
  const gone = { type: 'room', room: { id: plan, gone: true } };
  assert.deepEqual([await ada.rest(), await second.rest()], [[gone], [gone]]);
  assert.equal(codeOf(await ada.ask(post('message-3', 'late', plan))), 'unknown_room');
  assert.equal(codeOf(await ada.ask(post('message-1', 'again', plan))), 'id_reused');
  assert.deepEqual((await eventsOf(toto, plan)).at(-1), {
    author: 'Toto',
    event: { is: 'removed', people: [ada.person] },
  });
});

test('a new member reads the whole history, all of it as read', async (t) => {
  const { toto, eve, plan, info } = await privateRoom(t);
  await toto.ask(post('message-1', 'old', plan));
  await toto.ask({ type: 'room.invite', id: 'invite-1', room: plan, people: [eve.person.id] });
  const room = { ...info, rev: 3, at: startTime, read: 3, unread: 0 };
  assert.deepEqual(await eve.rest(), [{ type: 'room', room }]);
  const [changes] = await eve.follow(plan);
  const texts = 'messages' in changes! ? changes.messages.map(({ kind }) => kind) : [];
  assert.deepEqual(texts, ['event', 'text', 'event']);
});

test('the last member who leaves a private room archives it', async (t) => {
  const { toto, ada, plan, server } = await privateRoom(t);
  await ada.ask({ type: 'room.leave', id: 'leave-01', room: plan });
  await toto.ask({ type: 'room.leave', id: 'leave-02', room: plan });
  assert.deepEqual(await roomsOf(server, 'Zoé'), ['general']);
  assert.equal(codeOf(await toto.ask(post('message-1', 'x', plan))), 'unknown_room');
});

test('only the maker changes, archives and deletes a room; a member may not', async (t) => {
  const { toto, ada, plan, info } = await privateRoom(t);
  const change = { type: 'room.change', id: 'change-1', room: plan, name: 'Plan B', topic: 'why' };
  const archive = { type: 'room.archive', id: 'archive1', room: plan, on: true };
  const remove = { type: 'room.delete', id: 'delete-1', room: plan, name: 'Plan B' };
  for (const command of [change, archive, remove]) {
    assert.equal(codeOf(await ada.ask({ ...command, id: `${command.id}-` })), 'not_allowed');
  }
  await ada.rest();
  await toto.ask(change);
  const renamed = { ...info, name: 'Plan B', topic: 'why' };
  assert.deepEqual(await ada.rest(), [{ type: 'room', room: renamed }]);
  await toto.ask(archive);
  assert.deepEqual(await ada.rest(), [{ type: 'room', room: { ...renamed, archived: true } }]);
  assert.equal(codeOf(await ada.ask(post('message-1', 'x', plan))), 'room_archived');
  assert.equal(codeOf(await toto.ask({ ...remove, id: 'delete-2', name: 'x' })), 'wrong_name');
  await ada.rest();
  assert.equal((await toto.ask(remove)).type, 'ack');
  assert.deepEqual(await ada.rest(), [{ type: 'room', room: { id: plan, gone: true } }]);
  assert.equal(codeOf(await toto.ask(post('message-2', 'x', plan))), 'unknown_room');
});

test('a person who leaves an open room can read it and come back, and hears nothing of it', async (t) => {
  const server = await startServer(t);
  const session = await server.signIn('Ada');
  const [toto, ada] = [await server.join('Toto'), await server.join(session)];
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'Tea' });
  await ada.follow('tea');
  await ada.ask({ type: 'room.leave', id: 'leave-01', room: 'tea' });
  await ada.rest();
  await toto.ask(post('message-1', 'x', 'tea'));
  assert.deepEqual(await ada.rest(), []);
  assert.equal(codeOf(await ada.ask(post('message-2', 'x', 'tea'))), 'not_in_room');
  assert.deepEqual(await roomsOf(server, session), ['general']);
  assert.deepEqual(await roomsOf(server, session, '?all=true'), ['general', 'tea (left)']);
  await ada.ask({ type: 'room.join', id: 'join-001', room: 'tea' });
  assert.equal((await ada.ask(post('message-3', 'x', 'tea'))).type, 'ack');
  const events = await eventsOf(toto, 'tea');
  assert.deepEqual(
    events.map(({ author, event }) => `${author} ${event.is}`),
    ['Ada left', 'Ada joined'],
  );
});

test('a game ends when one of its players leaves the room', async (t) => {
  const { toto, ada, plan } = await privateRoom(t);
  await toto.follow(plan);
  const propose = { type: 'game.propose', id: 'game-0001', room: plan, game: 'morpion' };
  await toto.ask({ ...propose, to: ada.person.id });
  await ada.ask({ type: 'game.accept', id: 'accept-1', message: 'game-0001' });
  await toto.rest();
  await ada.ask({ type: 'room.leave', id: 'leave-01', room: plan });
  const [changes] = await toto.rest();
  const [game] = 'messages' in changes! ? changes.messages : [];
  assert.deepEqual(game?.kind === 'game' && game.result, {
    is: 'won',
    seat: 0,
    by: 'resignation',
  });
});

test('the messages of a deleted room leave the disk, and its address is not given again', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  const create = (id: string) => toto.ask({ type: 'room.create', id, name: 'Tea' });
  assert.equal(((await create('create-1')) as Ack).room, 'tea');
  await toto.ask(post('message-1', 'x', 'tea'));
  await toto.ask({ type: 'room.delete', id: 'delete-1', room: 'tea', name: 'tea' });
  assert.equal(((await create('create-2')) as Ack).room, 'tea-2');
  const file = new DatabaseSync(join(server.config.dataDir, 'causette.db'), { readOnly: true });
  t.after(() => file.close());
  const messages = file.prepare('SELECT count(*) AS count FROM messages');
  await until(async () => messages.get()!['count'] === 0, 'messages of a deleted room');
});

/** Every command about a room, its messages and its games. */
function commandsIn(plan: string, toto: string, eve: string): TestCommand[] {
  const message = { message: 'message-1' };
  return [
    post('message-2', 'hello', plan),
    { type: 'edit', id: 'edit-001', ...message, text: 'x' },
    { type: 'delete', id: 'delete-1', ...message },
    { type: 'react', id: 'react-01', ...message, emoji: '👍', on: true },
    { type: 'read', id: 'read', room: plan, seq: 1 },
    { type: 'follow', id: 'follow', rooms: { [plan]: 0 } },
    { type: 'typing', id: 'typing', room: plan },
    { type: 'presence', id: 'presence', room: plan, away: false },
    { type: 'people.find', id: 'find', room: plan, text: '' },
    { type: 'game.propose', id: 'game-0002', room: plan, game: 'morpion' },
    { type: 'game.accept', id: 'accept-1', message: 'game-0001' },
    { type: 'room.change', id: 'change-1', room: plan, name: 'Mine' },
    { type: 'room.invite', id: 'invite-1', room: plan, people: [eve] },
    { type: 'room.remove', id: 'remove-1', room: plan, person: toto },
    { type: 'room.join', id: 'join-001', room: plan },
    { type: 'room.leave', id: 'leave-01', room: plan },
    { type: 'room.archive', id: 'archive1', room: plan, on: true },
    { type: 'room.delete', id: 'delete-2', room: plan, name: 'Plan' },
  ];
}

/** A private room of Toto and Ada, on a server where Eve is too. */
async function privateRoom(t: TestContext) {
  const server = await startServer(t);
  const tokens = { toto: await server.signIn('Toto'), ada: await server.signIn('Ada') };
  const [toto, ada] = [await server.join(tokens.toto), await server.join(tokens.ada)];
  const eve = await server.join('Eve');
  const people = [ada.person.id];
  const create = { type: 'room.create', id: 'create-1', kind: 'private', name: 'Plan', people };
  const answer = (await toto.ask(create)) as Ack;
  const plan = answer.room!;
  assert.match(plan, /^p-[0-9a-f]{24}$/u);
  assert.deepEqual(await toto.ask(create), answer);
  await toto.rest();
  const info = { id: plan, kind: 'private', name: 'Plan', topic: '', maker: toto.person.id };
  return { server, tokens, toto, ada, eve, plan, info };
}

/** The ids of the rooms that a person sees; a name signs in. */
async function roomsOf(server: TestServer, who: string | SessionMade, query = '') {
  const headers = bearer(typeof who === 'string' ? await server.signIn(who) : who);
  const { body } = await server.request(`/api/rooms${query}`, { headers });
  return (JSON.parse(body) as RoomList).rooms.map(({ id, left }) => (left ? `${id} (left)` : id));
}

/** Who did what in a room, in order. */
async function eventsOf(client: JsonClient, room: string) {
  const messages = (await client.follow(room)).flatMap((frame) =>
    frame.type === 'changes' ? frame.messages : [],
  );
  return messages.flatMap((message) =>
    message.kind === 'event' ? [{ author: message.author.name, event: message.event }] : [],
  );
}

function codeOf(answer: Frame): string | undefined {
  return answer.type === 'refused' ? answer.code : undefined;
}
