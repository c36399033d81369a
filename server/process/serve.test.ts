import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { Frame } from '../../protocol/frames.ts';
import { post } from '../test-support/running/test-clients.ts';
import { run, startProcess } from '../test-support/running/server-process.ts';
import { EventClient, EventReader } from '../test-support/running/sse-client.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Answer } from '../test-support/running/test-server.ts';

test('--help lists the options with their environment variables', async (t) => {
  const { code, stdout, stderr } = await run(t, ['--help']);
  assert.deepEqual([code, stderr], [0, '']);
  for (const name of ['PORT', 'HOST', 'DATA_DIR', 'LOG_LEVEL', 'ORIGINS', 'RATE_LIMIT', '--lan']) {
    assert.ok(stdout.includes(name), name);
  }
});

test('an invalid option is reported in one sentence with exit code 1, and nothing is written', async (t) => {
  const sentences: [string[], string][] = [
    [['--prot', '1'], "Unknown option '--prot'; --help lists the options."],
    [['--host', '192.0.2.1'], addressFault('192.0.2.1', '--host', 'not one of this machine')],
  ];
  await Promise.all(sentences.map(([args, sentence]) => refuses(t, args, sentence)));
});

test('an invalid HOST that the shell has set is reported with its value', async (t) => {
  const name = 'x86_64-conda-linux-gnu';
  const { code, stderr } = await run(t, ['--port', '0'], { env: { HOST: name } });
  assert.deepEqual([code, stderr], [1, `${addressFault(name, 'HOST', 'not known')}\n`]);
});

test('a port in use is reported in one sentence', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  t.after(() => other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await refuses(t, ['--port', `${port}`], `Port ${port} is taken; --port chooses another.`);
});

test('unusable data is reported in one sentence', async (t) => {
  const folder = temporaryFolder(t);
  const [below, broken] = [join(folder, 'file', 'data'), join(folder, 'causette.db')];
  writeFileSync(join(folder, 'file'), '');
  writeFileSync(broken, 'Dear diary, '.repeat(1_000));
  await Promise.all([
    refuses(t, ['--data-dir', below], `The data folder ${below} cannot be written to.`),
    refuses(t, ['--data-dir', folder], `The file ${broken} is damaged or no database of Causette.`),
  ]);
});

test('a second server on the same data reports it and ends, the first runs until SIGINT', async (t) => {
  const folder = temporaryFolder(t);
  const server = await startProcess(t, folder);
  await refuses(t, ['--data-dir', folder], `Another Causette is using the data in ${folder}.`);
  assert.equal((await server.request('/readyz')).status, 200);
  server.process.kill('SIGINT');
  assert.deepEqual(await server.ended(), [0, null]);
});

test('an old Node is refused with the required version', async (t) => {
  const old = "Object.defineProperty(process.versions,'node',{value:'20.20.2'})";
  const { code, stderr } = await run(t, [], {
    nodeArgs: [`--import=data:text/javascript,${old}`],
  });
  assert.equal(code, 1);
  assert.equal(
    stderr,
    `Causette needs Node 26 or later, and this is ${process.version}: start it with "npm start", which brings its own.\n`,
  );
});

test('environment variables are read, and options override them', async (t) => {
  const folder = temporaryFolder(t);
  // A limit of one per second has a burst of four.
  const env = { DATA_DIR: folder, PORT: 'x', RATE_LIMIT: '1' };
  const server = await startProcess(t, undefined, { env });
  const toto = await server.join('Toto');
  for (let number = 1; number <= 4; number++) {
    assert.equal((await toto.ask(post(`message-${number}`))).type, 'ack');
  }
  assert.equal((await toto.ask(post('message-5'))).type, 'refused');
});

test('SIGTERM: clients are notified, new ones are refused, and the process exits with 0', async (t) => {
  const server = await startProcess(t, temporaryFolder(t));
  const [page, lines] = [await server.join('Toto'), await server.plain()];
  const echo = await server.plain('/echo');
  const deaf = await server.join('Deaf');
  deaf.socket.pause();
  const [streamed, polled] = [
    await EventClient.open(server, 'Streamed'),
    await EventClient.open(server, 'Polled'),
  ];
  const stream = await streamed.stream();
  await streamed.next();
  await polled.poll();
  const poll = polled.poll(60);
  const headers = { ...streamed.headers, accept: 'text/event-stream' };
  const reading = new EventReader(server, '/api/rooms/general/changes?after=0', headers);
  await reading.response;
  server.process.kill('SIGTERM');
  assert.deepEqual(await page.closed, [1012, 'the server restarts']);
  const [bye] = (await page.next()) as unknown as { type: string; retryAfter: number }[];
  assert.equal(bye?.type, 'bye');
  assert.ok(bye.retryAfter >= 0.5 && bye.retryAfter <= 1.5);
  assert.deepEqual(await lines.closed, [1001, 'the server goes away']);
  assert.deepEqual(await echo.closed, [1001, 'the server goes away']);
  for (const received of [await streamed.next(2), await poll]) {
    assert.deepEqual(
      received.map(({ type }) => type),
      ['bye', 'close'],
    );
    assert.deepEqual(received[1], { type: 'close', code: 1012, reason: 'the server restarts' });
  }
  assert.deepEqual([await stream.ended, await reading.ended], [true, true]);
  assertUnavailable(await server.refusedUpgrade('/ws'));
  assertUnavailable(await server.request('/api/rooms'));
  assert.deepEqual(await server.ended(), [0, null]);
});

test('after SIGKILL acknowledged changes are there, and a retry does not repeat them', async (t) => {
  const folder = temporaryFolder(t);
  const unlimited = { RATE_LIMIT: '0' };
  const server = await startProcess(t, folder, { env: unlimited });
  const session = await server.signIn('Toto');
  const toto = await server.join(session);
  await toto.ask(post('message-0'));
  const ids = Array.from({ length: 500 }, (_, at) => `message-${at + 1}`);
  for (const id of ids) toto.send(post(id));
  await toto.until(() => acksIn(toto.received).length > 1, 'some answers');
  server.process.kill('SIGKILL');
  await toto.closed;
  const acked = acksIn(toto.received).filter((id) => id !== 'message-0');
  const again = await startProcess(t, folder, { env: unlimited });
  const back = await again.join(session);
  const kept = new Set(messagesIn(await back.follow('general', 1)));
  assert.deepEqual(
    acked.filter((id) => !kept.has(id)),
    [],
  );
  for (const id of ids) back.send(post(id));
  await back.until(() => acksIn(back.received).length === ids.length, 'every answer');
  await back.rest();
  assert.deepEqual(messagesIn(await back.follow('general', 1)), ids);
});

function acksIn(frames: readonly Frame[]): string[] {
  return frames.flatMap((frame) => (frame.type === 'ack' ? [frame.id] : []));
}

function messagesIn(frames: Frame[]): string[] {
  return frames.flatMap((frame) =>
    frame.type === 'changes' ? frame.messages.map(({ id }) => id) : [],
  );
}

function addressFault(host: string, source: string, why: string): string {
  const ways = '127.0.0.1 serves this machine, 0.0.0.0 everybody';
  return `The address "${host}" of ${source} is ${why}: ${ways}, and an address of this machine works too.`;
}

async function refuses(t: TestContext, args: string[], sentence: string): Promise<void> {
  const folder = join(temporaryFolder(t), 'data');
  mkdirSync(folder);
  const { code, stdout, stderr } = await run(t, ['--data-dir', folder, '--port', '0', ...args]);
  assert.deepEqual([code, stdout, stderr], [1, '', `${sentence}\n`]);
}

/** Refused because the server shuts down, with the time after which to come back. */
function assertUnavailable({ status, headers, body }: Answer): void {
  const { code, retryAfter = 0 } = JSON.parse(body) as Refusal;
  assert.deepEqual([status, code], [503, 'unavailable']);
  assert.ok(retryAfter >= 0.5 && retryAfter <= 1.5);
  assert.equal(headers['retry-after'], String(Math.ceil(retryAfter)));
}
