import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { post, textMessage } from '../../test-support/running/test-clients.ts';
import {
  startServer,
  type Answer,
  type TestServer,
} from '../../test-support/running/test-server.ts';

test('a command is answered with its ack and broadcast to everyone', async (t) => {
  const { server, person, send } = await bot(t);
  const ada = await server.join('Ada');
  await ada.follow();
  assert.deepEqual(answerOf(await send(post('message-1'))), [200, ack('message-1', 1)]);
  const message = textMessage(person, { id: 'message-1', seq: 1, text: 'coucou' });
  const changes = { type: 'changes', room: 'general', from: 0, rev: 1, messages: [message] };
  assert.deepEqual(await ada.rest(), [changes]);
});

test('a repeated id gets the first answer and changes nothing', async (t) => {
  const { send } = await bot(t);
  await send(post('message-1'));
  await send(post('message-2'));
  const edit = { type: 'edit', id: 'edit-001', message: 'message-1', text: 'salut' };
  assert.deepEqual(answerOf(await send(edit)), [200, ack('edit-001', 3)]);
  assert.deepEqual(answerOf(await send(edit)), [200, ack('edit-001', 3)]);
  assert.deepEqual(answerOf(await send(post('message-1', 'other'))), [200, ack('message-1', 1)]);
});

test('each refusal has its HTTP status', async (t) => {
  const { server, send } = await bot(t);
  const ada = await server.join('Ada');
  await ada.ask(post('message-1'));
  const room = { type: 'room.create', id: 'create-1', name: 'General' };
  const refused: [unknown, number, string][] = [
    [post('message-2', ''), 400, 'empty_text'],
    [post('message-2', 'coucou', 'nowhere'), 404, 'unknown_room'],
    [post('message-1'), 409, 'id_reused'],
    [room, 409, 'room_exists'],
    [{ type: 'delete', id: 'delete-1', message: 'message-1' }, 404, 'unknown_message'],
    [{ type: 'dance', id: 'dance-01' }, 400, 'unknown_command'],
    [{ type: 'post', id: 'message-2', room: 'general' }, 400, 'invalid_field'],
    [[], 400, 'invalid_command'],
  ];
  for (const [command, status, code] of refused) {
    assert.deepEqual(codeOf(await send(command)), [status, code], code);
  }
  const { body } = await send({ type: 'post', id: 'message-2', room: 'general' });
  assert.equal((JSON.parse(body) as { path: string }).path, '/text');
});

test('commands about a connection require one, other commands do not', async (t) => {
  const { server, person, send } = await bot(t);
  const ada = await server.join('Ada');
  await ada.ask({ type: 'presence', id: 'look', room: 'general', away: false });
  server.clock.pass(250);
  await ada.rest();
  const follow = { type: 'follow', id: 'f', rooms: {} };
  const presence = { type: 'presence', room: 'general', away: false };
  for (const command of [follow, presence]) {
    assert.deepEqual(codeOf(await send(command)), [409, 'connection_required']);
  }
  const typing = { type: 'typing', room: 'general' };
  assert.deepEqual([(await send(typing)).status, (await send(typing)).body], [204, '']);
  assert.deepEqual(answerOf(await send({ ...typing, id: 't' })), [200, ack('t')]);
  server.clock.pass(250);
  assert.deepEqual(await ada.rest(), [{ type: 'typing', room: 'general', people: [person] }]);
  const read = { type: 'read', id: 'r', room: 'general', seq: 0 };
  assert.deepEqual(answerOf(await send(read)), [200, ack('r')]);
});

test('a person over the rate limit gets the time to wait', async (t) => {
  const { server, send } = await bot(t, { rateLimit: 1 });
  for (let number = 1; number <= 4; number++) {
    assert.equal((await send(post(`message-${number}`))).status, 200);
  }
  const late = await send(post('message-5'));
  assert.deepEqual(codeOf(late), [429, 'rate_limited']);
  assert.equal(late.headers['retry-after'], '1');
  server.clock.pass(1_000);
  assert.equal((await send(post('message-5'))).status, 200);
});

test('an invalid command costs as much as a valid one', async (t) => {
  const { send } = await bot(t, { rateLimit: 1 });
  const codes = async (count: number, command: unknown) => {
    const answers = [];
    for (let time = 0; time < count; time++) answers.push(codeOf(await send(command)));
    return answers;
  };
  assert.deepEqual(await codes(5, { type: 'dance' }), [
    ...Array<unknown>(4).fill([400, 'unknown_command']),
    [429, 'rate_limited'],
  ]);
  assert.deepEqual(await codes(13, { type: 'follow', rooms: { general: 'x' } }), [
    ...Array<unknown>(12).fill([400, 'invalid_field']),
    [429, 'rate_limited'],
  ]);
});

test('requires authentication', async (t) => {
  const server = await startServer(t);
  const answer = await server.request('/api/commands', { method: 'POST', body: post('message-1') });
  assert.deepEqual(codeOf(answer), [401, 'unauthenticated']);
});

test('random input is always answered with an ack or a refusal', async (t) => {
  const { send } = await bot(t);
  const command = fc.record(
    {
      type: fc.constantFrom('post', 'edit', 'read', 'typing', 'follow', 'game.play', 'x'),
      id: fc.oneof(fc.constantFrom('message-1', 'message-2'), fc.jsonValue()),
      room: fc.oneof(fc.constantFrom('general', '__proto__'), fc.jsonValue()),
      text: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      message: fc.constantFrom('message-1', 'x'),
      seq: fc.oneof(fc.nat(), fc.double()),
    },
    { requiredKeys: ['type'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(command, fc.jsonValue()), async (body) => {
      const { status, body: text } = await send(body);
      if (status === 204) return;
      const answer = JSON.parse(text) as { type?: string; code?: string };
      assert.ok(status === 200 ? answer.type === 'ack' : status < 500 && answer.code !== undefined);
    }),
    { numRuns: 200 },
  );
});

interface Bot {
  server: TestServer;
  person: { id: string; name: string };
  send: (command: unknown) => Promise<Answer>;
}

async function bot(t: TestContext, config: { rateLimit?: number } = {}): Promise<Bot> {
  const server = await startServer(t, config);
  const { person, token } = await server.signIn('Bot');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const send = (command: unknown): Promise<Answer> =>
    server.request('/api/commands', { method: 'POST', headers, body: JSON.stringify(command) });
  return { server, person, send };
}

function ack(id: string, rev?: number): object {
  return { type: 'ack', id, ...(rev !== undefined && { rev }) };
}

function answerOf({ status, body }: Answer): [number, unknown] {
  return [status, JSON.parse(body)];
}

function codeOf({ status, body }: Answer): [number, string] {
  return [status, (JSON.parse(body) as { code: string }).code];
}
