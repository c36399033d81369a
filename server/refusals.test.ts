import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { post } from './testing-clients.ts';
import { startServer } from './testing.ts';

const lines = ['the same line', 'a line that was given up'];
const refused = {
  type: 'refused',
  id: 'message-1',
  ...refusal('unknown_room', { path: '/room' }),
};

for (const [number, line] of lines.entries()) {
  test(`what was refused is refused again, whatever happened since, by ${line}`, async (t) => {
    const server = await startServer(t);
    const who = await server.signIn('Toto');
    const [now, before] = [await server.join(who), await server.join(who)];
    assert.deepEqual(await now.ask(post('message-1', 'coucou', 'tea')), refused);
    await now.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
    const late = [now, before][number]!;
    assert.deepEqual(await late.ask(post('message-1', 'coucou', 'tea')), refused);
    assert.deepEqual((await now.ask(post('message-2', 'coucou', 'tea'))).type, 'ack');
    const { headers } = { headers: { authorization: `Bearer ${who.token}` } };
    const { body } = await server.request('/api/rooms/tea/messages', { headers });
    const { messages } = JSON.parse(body) as { messages: { id: string }[] };
    assert.deepEqual(
      messages.map(({ id }) => id),
      ['message-2'],
    );
  });
}

test('a corrected command is another one, under whatever id', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  const answers = [
    await toto.ask(post('message-1', '')),
    await toto.ask(post('message-1', 'coucou')),
    await toto.ask(post('message-1', 'coucou')),
  ];
  assert.deepEqual(
    answers.map(({ type }) => type),
    ['refused', 'ack', 'ack'],
  );
});

test('an id that another person was refused with is free', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.join('Toto'), await server.join('Ada')];
  await toto.ask(post('message-1', 'coucou', 'tea'));
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  assert.equal((await ada.ask(post('message-1', 'coucou', 'tea'))).type, 'ack');
});

test('a refusal is forgotten when no copy can be on its way any more', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  await toto.ask(post('message-1', 'coucou', 'tea'));
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  await server.pass(120_000);
  await toto.ask(post('message-9', 'coucou', 'nowhere'));
  assert.equal((await toto.ask(post('message-1', 'coucou', 'tea'))).type, 'ack');
});
