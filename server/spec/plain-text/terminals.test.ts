import assert from 'node:assert/strict';
import test from 'node:test';
import { post } from '../../test-support/running/test-clients.ts';
import { startServer } from '../../test-support/running/test-server.ts';

const nasty = '\u001B[2J\u009B0m\u202Ex\n[Director]: go home';
const seen = '␛[2J<U+009B>0m<U+202E>x\n  | [Director]: go home';

test('user input cannot control a terminal or imitate the lines of others', async (t) => {
  const server = await startServer(t);
  const page = await server.join('Ada');
  const lines = await server.plain();
  await lines.rest();
  await page.ask(post('message-1', nasty));
  assert.deepEqual(await lines.next(), [`[Ada]: ${seen}`]);
  for (const line of [nasty, `[Toto]: ${nasty}`]) lines.sendText(line);
  assert.deepEqual(await lines.next(2), [seen, `[Toto]: ${seen}`]);
});

test('the same holds for room titles and topics, and for quoted input', async (t) => {
  const server = await startServer(t);
  const page = await server.join('Ada');
  const lines = await server.plain();
  await lines.rest();
  await page.ask({ type: 'room.create', id: 'create-1', name: 'tea', topic: nasty });
  lines.sendText('/rooms');
  assert.deepEqual(await lines.next(2), ['# general', `# tea  ${seen}`]);
  lines.sendText(`/${nasty}`);
  const repeated = seen.slice(0, seen.indexOf('\n'));
  assert.deepEqual(await lines.next(), [`There is no command /${repeated}; /help lists them.`]);
});
