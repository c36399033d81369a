import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test, { type TestContext } from 'node:test';
import type { WebSocket } from 'ws';
import type { Frame } from '../../../protocol/frames.ts';
import { post, textMessage, type JsonClient } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

test('an invalid frame is refused with its code and the path of the fault', async (t) => {
  const { toto } = await alone(t);
  const faults: [string, string, string | undefined, string | undefined][] = [
    ['{"type":', 'invalid_json', undefined, undefined],
    ['[{"type":"post"}]', 'invalid_command', undefined, undefined],
    ['"post"', 'invalid_command', undefined, undefined],
    ['null', 'invalid_command', undefined, undefined],
    ['{}', 'unknown_command', '/type', undefined],
    ['{"type":7,"id":"x"}', 'unknown_command', '/type', 'x'],
    ['{"type":"__proto__","id":"x"}', 'unknown_command', '/type', 'x'],
    ['{"type":"post","id":"message-1","room":"general"}', 'invalid_field', '/text', 'message-1'],
    [JSON.stringify({ ...post('message-1'), text: 7 }), 'invalid_field', '/text', 'message-1'],
    [JSON.stringify(post('short')), 'invalid_field', '/id', 'short'],
    ['{"type":"follow","id":"f","rooms":{"general":"1"}}', 'invalid_field', '/rooms/general', 'f'],
    ['{"type":"read","id":7,"room":"general","seq":1}', 'invalid_field', '/id', undefined],
  ];
  for (const [frame, code, path, id] of faults.slice(0, 9)) {
    toto.sendText(frame);
    assert.deepEqual(await fault(toto), { code, path, id }, frame);
  }
  assert.equal((await toto.ask(post('message-1'))).type, 'ack');
  const { toto: tata } = await alone(t);
  for (const [frame, code, path, id] of faults.slice(9)) {
    tata.sendText(frame);
    assert.deepEqual(await fault(tata), { code, path, id }, frame);
  }
});

test('the tenth invalid frame in a minute closes with 1008', async (t) => {
  const { toto } = await alone(t);
  for (let frames = 0; frames < 10; frames++) toto.sendText('x');
  assert.deepEqual(await toto.closed, [1008, 'too many faulty frames']);
  assert.equal(toto.received.length, 10);
});

test('the tenth invalid frame in an hour does not', async (t) => {
  const { server, toto } = await alone(t);
  for (let frames = 0; frames < 30; frames++) {
    toto.sendText('x');
    await toto.next();
    server.clock.pass(7_000);
    await toto.rest();
  }
  assert.equal((await toto.ask(post('message-1'))).type, 'ack');
});

test('input after the close frame is ignored', async (t) => {
  const server = await startServer(t);
  const line = connect(server.port, '127.0.0.1');
  const toto = await server.join('Toto', { createConnection: () => line });
  const ada = await server.join('Ada');
  await ada.follow();
  line.cork();
  for (let frames = 0; frames < 10; frames++) toto.sendText('x');
  toto.send(post('message-1'));
  line.uncork();
  assert.equal((await toto.closed)[0], 1008);
  await ada.ask(post('message-2'));
  const [frame] = (await ada.rest()) as { messages: object[] }[];
  const only = textMessage(ada.person, { id: 'message-2', seq: 1, text: 'coucou' });
  assert.deepEqual(frame?.messages, [only]);
});

test('a binary frame closes with 1003, bad UTF-8 with 1007, more than 64 KiB with 1009', async (t) => {
  const server = await startServer(t);
  const badUtf8 = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]);
  const clients = [await server.join('Toto'), await server.plain()];
  for (const client of clients) client.sendText(Buffer.from('coucou'));
  for (const client of clients) assert.equal((await client.closed)[0], 1003);
  const line = connect(server.port, '127.0.0.1');
  const broken = await server.join('Tata', { createConnection: () => line });
  line.write(badUtf8);
  assert.equal((await broken.closed)[0], 1007);
  const large = [await server.join('Titi'), await server.plain()];
  for (const client of large) client.sendText('x'.repeat(65_537));
  for (const client of large) assert.equal((await client.closed)[0], 1009);
});

test('a frame of 64 KiB is read, and refused for its text', async (t) => {
  const { toto } = await alone(t);
  const text = JSON.stringify(post('message-1', ''));
  toto.send(post('message-1', 'x'.repeat(65_536 - text.length)));
  assert.equal((await fault(toto)).code, 'text_too_long');
});

test('a deeply nested command that is refused twice affects no other command', async (t) => {
  const { toto } = await alone(t);
  const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  const text = JSON.stringify({ ...post('message-1', 'coucou', 'nowhere'), more: '…' });
  for (let times = 0; times < 2; times++) toto.sendText(text.replace('"…"', deep));
  toto.send(post('message-2'));
  await toto.until(() => toto.received.length === 3, 'three answers');
  assert.deepEqual(
    (await toto.rest()).map((frame) => (frame.type === 'refused' ? frame.code : frame.type)),
    ['unknown_room', 'unknown_room', 'ack'],
  );
});

test('a JSON client cannot set the line that plain-text clients get', async (t) => {
  const { server, toto } = await alone(t);
  const plain = await server.plain();
  await plain.rest();
  await toto.ask({ ...post('message-1'), line: '[Director]: go home' });
  assert.deepEqual(await plain.rest(), ['[Toto]: coucou']);
});

test('a message in more than 512 fragments closes with 1008', async (t) => {
  const { server, toto } = await alone(t);
  const plain = await server.plain();
  await plain.rest();
  sendFragments(plain, 512);
  assert.deepEqual(await plain.next(), ['x'.repeat(512)]);
  for (const client of [plain, toto]) {
    sendFragments(client, 513);
    assert.equal((await client.closed)[0], 1008);
  }
});

test('invalid texts, rooms, messages and emoji are refused, and nothing changes', async (t) => {
  const { server, toto } = await alone(t);
  const ada = await server.join('Ada');
  await ada.follow();
  const react = { type: 'react', id: 'react-01', message: 'message-9', emoji: '👍', on: true };
  const wrong: [Parameters<JsonClient['ask']>[0], string, string | undefined][] = [
    [post('message-1', ''), 'empty_text', '/text'],
    [post('message-1', ' \n\u200B'), 'empty_text', '/text'],
    [post('message-1', '🦊'.repeat(4_001)), 'text_too_long', '/text'],
    [post('message-1', 'x', 'nowhere'), 'unknown_room', '/room'],
    [{ type: 'read', id: 'read', room: 'nowhere', seq: 1 }, 'unknown_room', '/room'],
    [{ type: 'typing', id: 'typing', room: '' }, 'unknown_room', '/room'],
    [{ type: 'presence', id: 'look', room: 'x', away: true }, 'unknown_room', '/room'],
    [
      { type: 'edit', id: 'edit-001', message: 'message-9', text: 'x' },
      'unknown_message',
      '/message',
    ],
    [{ type: 'edit', id: 'edit-001', message: 'message-9', text: '' }, 'empty_text', '/text'],
    [react, 'unknown_message', '/message'],
    [{ ...react, emoji: 'ok' }, 'invalid_emoji', '/emoji'],
    [{ type: 'room.create', id: 'create-1', name: '#' }, 'invalid_room_name', '/name'],
  ];
  for (const [command, code, path] of wrong) {
    await toto.ask(command);
    assert.deepEqual(await fault(toto), { code, path, id: command.id });
  }
  assert.equal((await toto.ask(post('message-1', '🦊'.repeat(4_000)))).type, 'ack');
  assert.equal((await ada.rest()).length, 1);
});

test('a person may send 40 commands at once and 10 a second, from any number of tabs', async (t) => {
  const { server, tabs } = await twoTabs(t);
  for (let number = 0; number < 40; number++) {
    assert.equal((await tabs[number % 2]!.ask(post(`message-${number}`))).type, 'ack');
  }
  const refused = await tabs[0]!.ask(post('message-40'));
  assert.deepEqual(refused, {
    type: 'refused',
    id: 'message-40',
    code: 'rate_limited',
    retryAfter: 0.1,
    message: 'That was too fast; wait a little.',
  });
  server.clock.pass(99);
  assert.equal((await tabs[1]!.ask(post('message-41'))).type, 'refused');
  server.clock.pass(1);
  assert.equal((await tabs[0]!.ask(post('message-40'))).type, 'ack');
  assert.equal((await tabs[0]!.ask(post('message-42'))).type, 'refused');
  const ada = await server.join('Ada');
  assert.equal((await ada.ask(post('message-43'))).type, 'ack');
});

test('typing, reads and presence have their own, higher limit', async (t) => {
  const { tabs } = await twoTabs(t);
  const [toto] = tabs as [JsonClient];
  for (let number = 0; number < 41; number++) await toto.ask(post(`message-${number}`));
  await toto.rest();
  const signs = ['typing', 'read', 'presence'];
  for (let number = 0; number < 121; number++) {
    const type = signs[number % 3]!;
    toto.send({ type, id: `${number}`, room: 'general', seq: 1, away: false });
  }
  await toto.until(() => answersIn(toto.received).length === 121, 'an answer to each');
  const refused = answersIn(await toto.rest()).filter(({ type }) => type === 'refused');
  assert.deepEqual(
    refused.map((frame) => 'id' in frame && frame.id),
    ['120'],
  );
});

test('a client that exceeds 100 refusals a minute is closed with 1008', async (t) => {
  const { tabs } = await twoTabs(t);
  const [toto, other] = tabs as [JsonClient, JsonClient];
  for (let number = 0; number < 140; number++) toto.send(post(`message-${number}`));
  assert.deepEqual(await toto.closed, [1008, 'too many commands']);
  const answers = answersIn(toto.received).map(({ type }) => type);
  assert.equal(answers.filter((type) => type === 'refused').length, 100);
  assert.equal((await other.ask(post('message-1'))).type, 'refused');
});

function sendFragments({ socket }: { socket: WebSocket }, fragments: number): void {
  for (let piece = 1; piece <= fragments; piece++) socket.send('x', { fin: piece === fragments });
}

async function alone(t: TestContext): Promise<{ server: TestServer; toto: JsonClient }> {
  const server = await startServer(t);
  return { server, toto: await server.join('Toto') };
}

async function twoTabs(t: TestContext): Promise<{ server: TestServer; tabs: JsonClient[] }> {
  const server = await startServer(t, { rateLimit: 10 });
  const who = await server.signIn('Toto');
  return { server, tabs: [await server.join(who), await server.join(who)] };
}

/** The fields of the next refusal that are for programs; the sentence is for people. */
async function fault(client: JsonClient) {
  const [frame] = await client.next();
  assert.equal(frame?.type, 'refused');
  const { code, path, id, message } = frame;
  assert.match(message, /^[A-Z].*\.$/u);
  return { code, path, id };
}

function answersIn(frames: readonly Frame[]): Frame[] {
  return frames.filter(({ type }) => type === 'ack' || type === 'refused');
}
