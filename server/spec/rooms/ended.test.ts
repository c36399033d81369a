import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Ack, Frame } from '../../../protocol/frames.ts';
import { bearer, post } from '../../test-support/running/test-clients.ts';
import { startServer } from '../../test-support/running/test-server.ts';

test('what was written for a deleted room reaches no other room, whatever its name', async (t) => {
  const { server, toto, create } = await withRoom(t);
  const ada = await server.join('Ada');
  await toto.ask({ type: 'room.delete', id: 'delete-1', room: 'tea', name: 'Tea' });
  assert.equal(((await create('create-2', 'Tea')) as Ack).room, 'tea-2');
  await toto.rest();
  assert.equal(codeOf(await ada.ask(post('message-9', 'for the first', 'tea'))), 'unknown_room');
  assert.deepEqual(await toto.rest(), []);
  assert.equal((await ada.ask(post('message-8', 'for the second', 'tea-2'))).type, 'ack');
});

test('an open room cannot have the address of a private one', async (t) => {
  const { toto, create } = await withRoom(t);
  const address = `p-${'0123456789ab'.repeat(2)}`;
  const change = { type: 'room.change', id: 'change-1', room: 'tea', name: address.toUpperCase() };
  const answers = [await create('create-2', address), await toto.ask(change)];
  assert.deepEqual(answers.map(codeOf), ['invalid_room_name', 'invalid_room_name']);
});

test('the games of an archived room end, and nothing changes it afterwards', async (t) => {
  const { server, toto } = await withRoom(t);
  const ada = await server.join('Ada');
  await toto.follow('tea');
  const propose = { type: 'game.propose', id: 'game-0001', room: 'tea', game: 'morpion' };
  await toto.ask(propose);
  await ada.ask({ type: 'game.accept', id: 'accept-1', message: 'game-0001' });
  await toto.rest();
  await toto.ask({ type: 'room.archive', id: 'archive1', room: 'tea', on: true });
  const [, changes] = await toto.rest();
  const results = changes?.type === 'changes' ? changes.messages : [];
  assert.deepEqual(
    results.map((message) => (message.kind === 'game' ? message.result : message.kind)),
    [{ is: 'withdrawn' }, 'event'],
  );
  ada.socket.terminate();
  await server.untilGauge('causette_connections{codec="json"}', (count) => count === 1);
  await server.pass(60_000);
  assert.deepEqual(
    (await toto.rest()).filter(({ type }) => type === 'changes'),
    [],
  );
});

test('a long poll of a room ends when the room is deleted', async (t) => {
  const { server, toto } = await withRoom(t);
  const headers = bearer(await server.signIn('Ada'));
  const waiting = server.request('/api/rooms/tea/changes?after=0&wait=60', { headers });
  await toto.ask({ type: 'room.delete', id: 'delete-1', room: 'tea', name: 'Tea' });
  assert.equal((await waiting).status, 404);
});

/** Toto, on a server with a room that he has made. */
async function withRoom(t: TestContext) {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  const create = (id: string, name: string) => toto.ask({ type: 'room.create', id, name });
  assert.equal(((await create('create-1', 'Tea')) as Ack).room, 'tea');
  await toto.rest();
  return { server, toto, create };
}

function codeOf(answer: Frame): string | undefined {
  return answer.type === 'refused' ? answer.code : undefined;
}
