import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test, { type TestContext } from 'node:test';
import type { Frame, RoomChanges } from '../../../protocol/frames.ts';
import type { Message, TextMessage } from '../../../protocol/model.ts';
import {
  changes,
  post,
  textMessage,
  type JsonClient,
} from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

test('a post reaches everyone, its author before the answer', async (t) => {
  const { toto, ada } = await twoFollow(t);
  await toto.ask(post('message-1', 'coucou'));
  const message = textMessage(toto.person, { id: 'message-1', seq: 1, text: 'coucou' });
  assert.deepEqual(await toto.rest(), [changes(0, 1, message), ack('message-1', 1)]);
  assert.deepEqual(await ada.rest(), [changes(0, 1, message)]);
});

test('an author need not follow the room', async (t) => {
  const { server, ada } = await twoFollow(t);
  const eve = await server.join('Eve');
  await eve.ask(post('message-1'));
  assert.deepEqual(await eve.rest(), [ack('message-1', 1)]);
  assert.equal((await ada.rest()).length, 1);
});

test('a repeated post gets the same answer and is not broadcast again', async (t) => {
  const { toto, ada } = await twoFollow(t);
  await toto.ask(post('message-1'));
  await toto.rest();
  await ada.rest();
  await toto.ask(post('message-1'));
  assert.deepEqual(await toto.rest(), [ack('message-1', 1)]);
  assert.deepEqual(await ada.rest(), []);
});

test('posts of one turn arrive as one frame, and each is answered', async (t) => {
  const { toto, ada } = await twoFollow(t);
  toto.send(post('message-1', 'one'), post('message-2', 'two'));
  const messages = ['one', 'two'].map((text, at) =>
    textMessage(toto.person, { id: `message-${at + 1}`, seq: at + 1, text }),
  );
  assert.deepEqual(await toto.next(3), [
    changes(0, 2, ...messages),
    ack('message-1', 1),
    ack('message-2', 2),
  ]);
  assert.deepEqual(await ada.rest(), [changes(0, 2, ...messages)]);
});

test('2,000 posts in one packet stay in order', async (t) => {
  const { server, ada } = await twoFollow(t);
  const line = connect(server.port, '127.0.0.1');
  const toto = await server.join('Tata', { createConnection: () => line });
  const ids = Array.from({ length: 2_000 }, (_, at) => `message-${at + 1}`);
  line.cork();
  toto.send(...ids.map((id) => post(id, id)));
  line.uncork();
  await toto.until(() => acksIn(toto.received).length === ids.length, 'every answer');
  assert.deepEqual(
    acksIn(await toto.rest()),
    ids.map((id, at) => ack(id, at + 1)),
  );
  const received = (await ada.rest()) as RoomChanges[];
  assert.deepEqual(
    received.map(({ from }) => from),
    [0, ...received.map(({ rev }) => rev)].slice(0, received.length),
  );
  assert.deepEqual(
    received.flatMap(({ messages }) => messages.map(({ id }) => id)),
    ids,
  );
});

test('an edit reaches everyone as the current state of the message', async (t) => {
  const { server, toto, ada, message } = await oneSaid(t);
  server.clock.pass(2_000);
  await toto.ask({ type: 'edit', id: 'edit-001', message: 'message-1', text: 'salut' });
  const edited = { ...message, rev: 2, text: 'salut', editedAt: server.clock.now() };
  assert.deepEqual(await toto.rest(), [changes(1, 2, edited), ack('edit-001', 2)]);
  assert.deepEqual(await ada.rest(), [changes(1, 2, edited)]);
});

test('a deleted message leaves a tombstone', async (t) => {
  const { toto, ada, message } = await oneSaid(t);
  await toto.ask({ type: 'delete', id: 'delete-1', message: 'message-1' });
  const { text: _text, ...kept } = message;
  const tombstone: Message = { ...kept, rev: 2, kind: 'deleted' };
  assert.deepEqual(await toto.rest(), [changes(1, 2, tombstone), ack('delete-1', 2)]);
  assert.deepEqual(await ada.rest(), [changes(1, 2, tombstone)]);
});

test('reactions are counted on the message and removed when they are taken back', async (t) => {
  const { toto, ada, message } = await oneSaid(t);
  const react = { type: 'react', message: 'message-1', emoji: '👍', on: true };
  await ada.ask({ ...react, id: 'react-01' });
  await toto.ask({ ...react, id: 'react-02' });
  await ada.ask({ ...react, id: 'react-03', on: false });
  await toto.ask({ ...react, id: 'react-04', on: false });
  const own = (on: boolean) => ({ type: 'reaction', message: 'message-1', emoji: '👍', on });
  const by = (...people: JsonClient[]) => [
    { emoji: '👍', count: people.length, by: people.map(({ person }) => person) },
  ];
  assert.deepEqual(await ada.rest(), [
    changes(1, 2, { ...message, rev: 2, reactions: by(ada) }),
    own(true),
    ack('react-01', 2),
    changes(2, 3, { ...message, rev: 3, reactions: by(ada, toto) }),
    changes(3, 4, { ...message, rev: 4, reactions: by(toto) }),
    own(false),
    ack('react-03', 4),
    changes(4, 5, { ...message, rev: 5 }),
  ]);
});

test('a message changed twice in one turn is broadcast once', async (t) => {
  const { toto, ada, message } = await oneSaid(t);
  const edit = { type: 'edit', message: 'message-1' };
  toto.send({ ...edit, id: 'edit-001', text: 'a' }, { ...edit, id: 'edit-002', text: 'b' });
  await toto.until(() => acksIn(toto.received).length === 2);
  const edited = { ...message, rev: 3, text: 'b', editedAt: message.at };
  assert.deepEqual(await ada.rest(), [changes(1, 3, edited)]);
});

test('only the author can change a message', async (t) => {
  const { toto, ada } = await oneSaid(t);
  const refused = { type: 'refused', code: 'unknown_message', path: '/message' };
  const message = 'This message is not yours, or no longer exists.';
  assert.deepEqual(
    [
      await ada.ask({ type: 'edit', id: 'edit-001', message: 'message-1', text: 'x' }),
      await ada.ask({ type: 'delete', id: 'delete-1', message: 'message-1' }),
      await ada.ask({ type: 'edit', id: 'edit-002', message: 'message-9', text: 'x' }),
    ],
    ['edit-001', 'delete-1', 'edit-002'].map((id) => ({ ...refused, id, message })),
  );
  assert.deepEqual(await toto.rest(), []);
});

test("the id of another person's message is refused", async (t) => {
  const { toto, ada } = await oneSaid(t);
  assert.deepEqual(await ada.ask(post('message-1', 'mine')), {
    type: 'refused',
    id: 'message-1',
    code: 'id_reused',
    path: '/id',
    message: 'This id was already used; send a new one.',
  });
  assert.deepEqual(await toto.rest(), []);
});

interface Two {
  server: TestServer;
  toto: JsonClient;
  ada: JsonClient;
}

async function twoFollow(t: TestContext): Promise<Two> {
  const server = await startServer(t);
  const [toto, ada] = [await server.join('Toto'), await server.join('Ada')];
  for (const client of [toto, ada]) await client.follow();
  return { server, toto, ada };
}

async function oneSaid(t: TestContext): Promise<Two & { message: TextMessage }> {
  const two = await twoFollow(t);
  await two.toto.ask(post('message-1', 'coucou'));
  for (const client of [two.toto, two.ada]) await client.rest();
  const fields = { id: 'message-1', seq: 1, text: 'coucou' };
  return { ...two, message: textMessage(two.toto.person, fields) };
}

function ack(id: string, rev: number): Frame {
  return { type: 'ack', id, rev };
}

function acksIn(frames: readonly Frame[]): Frame[] {
  return frames.filter(({ type }) => type === 'ack');
}
