import assert from 'node:assert/strict';
import test from 'node:test';
import { post } from '../../test-support/running/test-clients.ts';
import { startServer } from '../../test-support/running/test-server.ts';

const mark = '\u{FEFF}';

test('a JSON frame may begin with a byte order mark', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  toto.sendText(mark + JSON.stringify(post('message-1', `${mark}coucou`)));
  toto.sendText(mark);
  toto.sendText(mark + mark + JSON.stringify(post('message-2')));
  const answers = (await toto.next(3)).map((frame) => ('code' in frame ? frame.code : frame.type));
  assert.deepEqual(answers.toSorted(), ['ack', 'invalid_json', 'invalid_json']);
});

test('a plain-text line may begin with a byte order mark, which is not passed on', async (t) => {
  const server = await startServer(t);
  const [one, other] = [await server.plain(), await server.plain()];
  await one.rest();
  await other.rest();
  one.sendText(`${mark}[Toto]: coucou`);
  one.sendText(`${mark}/name Toto`);
  one.sendText(`[Toto]: one${mark}more`);
  const lines = await other.next(2);
  assert.match(lines[0]!, /: coucou$/u);
  assert.ok(lines.every((line) => !line.startsWith(mark)));
  assert.ok(!lines.some((line) => line.includes('/name')));
});

test('a request body may begin with a byte order mark, or consist of it', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Toto');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const send = async (path: string, body: string, type = 'application/json') => {
    const options = { method: 'POST', headers: { ...headers, 'content-type': type }, body };
    return (await server.request(path, options)).status;
  };
  assert.equal(await send('/api/commands', mark + JSON.stringify(post('message-1'))), 200);
  for (const type of ['application/json', 'text/plain']) {
    const options = { method: 'POST', headers: { ...headers, 'content-type': type }, body: mark };
    const { status, body } = await server.request('/api/connections', options);
    assert.equal(status, 201);
    const { connection } = JSON.parse(body) as { connection: string };
    assert.equal(await send(`/api/connections/${connection}/commands`, `${mark}[]`), 204);
  }
  assert.equal(await send('/api/session', `${mark}{"name":"Tata"}`), 201);
});

test('the echo returns a byte order mark', async (t) => {
  const server = await startServer(t);
  const echo = await server.plain('/echo');
  echo.sendText(`${mark}coucou`);
  assert.deepEqual(await echo.next(2), ['Welcome', `You said: ${mark}coucou`]);
  const { body } = await server.request('/echo', { method: 'POST', body: `${mark}coucou` });
  assert.equal(body, `You said: ${mark}coucou`);
});
