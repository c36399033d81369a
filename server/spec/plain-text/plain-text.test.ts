import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { TextMessage } from '../../../protocol/model.ts';
import { helpLines, newcomerLine } from '../../../protocol/plain-text/lines.ts';
import {
  post,
  type JsonClient,
  type PlainClient,
} from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

test('the lesson: three clients, line by line', async (t) => {
  const server = await startServer(t);
  const first = await server.plain();
  const second = await server.plain();
  const third = await server.plain();
  second.sendText('[Toto]: coucou');
  await third.until(() => third.received.length === 2);
  third.sendText('salut');
  await first.until(() => first.received.length === 5);
  assert.deepEqual(
    [await first.rest(), await second.rest(), await third.rest()],
    [
      [newcomerLine, newcomerLine, newcomerLine, '[Toto]: coucou', 'salut'],
      [newcomerLine, newcomerLine, '[Toto]: coucou', 'salut'],
      [newcomerLine, '[Toto]: coucou', 'salut'],
    ],
  );
});

test('300 clients at once: each is notified of later clients, and all get one message', async (t) => {
  const server = await startServer(t);
  const count = 300;
  const clients = await Promise.all(Array.from({ length: count }, () => server.plain()));
  const joinNotices = (await Promise.all(clients.map((client) => client.rest()))).map((lines) => {
    assert.deepEqual(new Set(lines), new Set([newcomerLine]));
    return lines.length;
  });
  assert.deepEqual(
    joinNotices.sort((a, b) => a - b),
    Array.from({ length: count }, (_, index) => index + 1),
  );
  clients[7]!.sendText('[Toto]: coucou');
  for (const client of clients) assert.deepEqual(await client.next(), ['[Toto]: coucou']);
});

test('a line in the form [name]: text is a message under that name on the page', async (t) => {
  const { page, lines } = await bridge(t);
  lines.sendText('[Toto]: coucou');
  const message = await heardBy(page);
  assert.deepEqual(
    [message.author.name, message.author.via, message.text],
    ['Toto', 'text', 'coucou'],
  );
  assert.equal(message.line, undefined);
});

test('a bare line is a message of a guest on the page', async (t) => {
  const { page, lines } = await bridge(t);
  lines.sendText('one\ntwo');
  const message = await heardBy(page);
  assert.match(message.author.name, /^Guest-[1-9]\d{3}$/u);
  assert.deepEqual([message.author.via, message.text], ['text', 'one\ntwo']);
  assert.deepEqual(await lines.next(), ['one\n  | two']);
});

test('two slashes post a text that begins with one', async (t) => {
  const { page, lines } = await bridge(t);
  lines.sendText('//help');
  assert.equal((await heardBy(page)).text, '/help');
  assert.deepEqual(await lines.next(), ['/help']);
});

test('a message of the page reaches plain-text clients under its name, on any number of lines', async (t) => {
  const { page, lines } = await bridge(t);
  await page.ask(post('message-1', 'coucou'));
  await page.ask(post('message-2', 'one\ntwo'));
  assert.deepEqual(await lines.rest(), ['[Ada]: coucou', '[Ada]: one\n  | two']);
});

test('a plain-text client gets nothing but lines', async (t) => {
  const { server, page, lines } = await bridge(t);
  await page.ask(post('message-1', 'coucou'));
  const change = { message: 'message-1', text: 'salut', emoji: '👍', on: true };
  await page.ask({ ...change, type: 'react', id: 'react-01' });
  await page.ask({ ...change, type: 'edit', id: 'edit-001' });
  await page.ask({ ...change, type: 'delete', id: 'delete-1' });
  await page.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  await page.ask({ type: 'presence', id: 'presence', room: 'general', away: true });
  await page.ask({ type: 'typing', id: 'typing', room: 'general' });
  await page.ask({ type: 'read', id: 'read', room: 'general', seq: 1 });
  await server.pass(50_000);
  page.socket.close();
  await page.closed;
  server.clock.pass(20_000);
  assert.deepEqual(await lines.rest(), ['[Ada]: coucou']);
});

test('lines of one turn arrive in the order of posting', async (t) => {
  const { page, lines } = await bridge(t);
  const edit = { type: 'edit', id: 'edit-001', message: 'message-1', text: 'ONE' };
  page.send(post('message-1', 'one'), post('message-2', 'two'), edit);
  assert.deepEqual(await lines.next(2), ['[Ada]: ONE', '[Ada]: two']);
  assert.deepEqual(await lines.rest(), []);
});

test('/help, /rooms and unknown commands are answered to their sender only', async (t) => {
  const { page, lines, server } = await bridge(t);
  const other = await server.plain();
  await other.rest();
  await lines.rest();
  await page.ask({ type: 'room.create', id: 'create-1', name: 'tea', topic: 'Tea only' });
  for (const command of ['/help', '/rooms', '/dance', '/']) lines.sendText(command);
  assert.deepEqual(await lines.next(helpLines.length + 4), [
    ...helpLines,
    '# general',
    '# tea  Tea only',
    'There is no command /dance; /help lists them.',
    'There is no command /; /help lists them.',
  ]);
  assert.deepEqual(await other.rest(), []);
});

test('/name gives a guest a name, on the page too', async (t) => {
  const { server, page, lines } = await bridge(t);
  lines.sendText('/name  Toto  B ');
  lines.sendText('coucou');
  assert.deepEqual(await lines.next(2), ['You are Toto B.', 'coucou']);
  const message = await heardBy(page);
  assert.equal(message.author.name, 'Toto B');
  await page.ask({ type: 'presence', id: 'look', room: 'general', away: false });
  const [people] = (await page.rest()) as { people: { name: string }[] }[];
  assert.deepEqual(
    people?.people.map(({ name }) => name),
    ['Toto B', 'Ada'],
  );
  lines.sendText('/name Tata');
  await lines.next();
  server.clock.pass(250);
  const [presence] = (await page.rest()) as { here: { name: string }[] }[];
  assert.ok(presence?.here.some(({ name }) => name === 'Tata'));
});

test('/name accepts visible names that nobody has', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Ada');
  const headers = { authorization: `Bearer ${token}` };
  const [guest, known] = [await server.plain(), await server.plain('/ws', { headers })];
  for (const client of [guest, known]) await client.rest();
  guest.sendText('/name \u200B');
  guest.sendText('/name');
  const refusal = 'A name has 1 to 32 visible characters.';
  assert.deepEqual(await guest.next(2), [refusal, refusal]);
  known.sendText('/name Toto');
  assert.deepEqual(await known.next(), ['You are Ada.']);
});

test('/join switches to another room, where later lines go', async (t) => {
  const { server, page, lines } = await bridge(t);
  const stays = await server.plain();
  await page.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  const inTea = await server.plain('/ws?room=Tea');
  for (const client of [stays, lines, inTea]) await client.rest();
  lines.sendText('/join #TEA');
  lines.sendText('coucou');
  assert.deepEqual(await lines.next(2), ['You are in # tea.', 'coucou']);
  assert.deepEqual(await inTea.rest(), ['coucou']);
  await page.ask(post('message-1'));
  assert.deepEqual(await stays.rest(), ['[Ada]: coucou']);
  assert.deepEqual(await lines.rest(), []);
});

test('/join to an unknown room changes nothing', async (t) => {
  const { page, lines } = await bridge(t);
  lines.sendText('/join nowhere');
  assert.deepEqual(await lines.next(), ['There is no such room.']);
  await page.ask(post('message-1'));
  assert.deepEqual(await lines.rest(), ['[Ada]: coucou']);
});

test('the path selects the room; an unknown room or two of them are refused', async (t) => {
  const server = await startServer(t);
  const general = await server.plain('/ws?room=GENERAL');
  assert.deepEqual(await general.rest(), [newcomerLine]);
  for (const [query, ...expected] of [
    ['room=nowhere', 404, 'unknown_room', '/room'],
    ['room=', 404, 'unknown_room', '/room'],
    ['room=general&room=general', 400, 'invalid_field', '/room'],
  ]) {
    const { status, body } = await server.refusedUpgrade(`/ws?${query}`);
    const { code, path } = JSON.parse(body) as { code: string; path: string };
    assert.deepEqual([status, code, path], expected);
  }
});

test('an invalid text is refused with a line to its sender only', async (t) => {
  const { page, lines } = await bridge(t);
  lines.sendText('');
  lines.sendText('x'.repeat(4_001));
  assert.deepEqual(await lines.next(2), [
    'This message is empty.',
    'A message has at most 4,000 characters.',
  ]);
  assert.deepEqual(await page.rest(), []);
});

test('a client over the rate limit is warned, and finally closed', async (t) => {
  const server = await startServer(t, { rateLimit: 10 });
  const lines = await server.plain();
  await lines.rest();
  for (let count = 0; count < 40; count++) lines.sendText('coucou');
  await lines.next(40);
  for (let count = 0; count < 99; count++) lines.sendText('coucou');
  assert.deepEqual(new Set(await lines.next(99)), new Set(['That was too fast; wait a little.']));
  server.clock.pass(100);
  lines.sendText('coucou');
  assert.deepEqual(await lines.next(), ['coucou']);
  lines.sendText('coucou');
  assert.deepEqual(await lines.closed, [1008, 'too many lines']);
});

interface Bridge {
  server: TestServer;
  page: JsonClient;
  lines: PlainClient;
}

async function bridge(t: TestContext): Promise<Bridge> {
  const server = await startServer(t);
  const page = await server.join('Ada');
  await page.follow();
  const lines = await server.plain();
  await lines.rest();
  return { server, page, lines };
}

/** The next message that the JSON client gets. */
async function heardBy(page: JsonClient): Promise<TextMessage> {
  const [frame] = (await page.next()) as { messages: TextMessage[] }[];
  return frame!.messages[0]!;
}
