import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { Frame } from '../../protocol/frames.ts';
import type { History } from '../../protocol/http.ts';
import type { Message } from '../../protocol/model.ts';
import { refusals } from '../../protocol/refusals.ts';
import { post, type JsonClient } from '../test-support/running/test-clients.ts';
import { startProcess } from '../test-support/running/server-process.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';

// The disk is really full: the system limits the size of the server's files.
const fileSize = 512 * 1_024;
const page = 4_096;
/** Pages in the log after which SQLite checkpoints it into the database after a commit. */
const checkpointAfter = 1_000;
const env = { RATE_LIMIT: '0', BOTS: 'off' };
const text = 'x'.repeat(4_000);
const sentence = refusals.unavailable;

test('with a full disk acknowledged changes are kept, others are refused, and reads work', async (t) => {
  const { server, toto, ada } = await start(t);
  const [acked, refused] = await fillUp(toto);
  const answer = { type: 'refused', id: refused, code: 'unavailable', message: sentence };
  assert.deepEqual(await toto.ask(post(refused, text)), { ...answer, retryAfter: 5 });
  // There may still be room for a short text.
  const [short] = await fillUp(toto, 'short');
  const kept = [...acked, ...short];
  assert.deepEqual(messagesIn(await ada.rest()), kept);
  assert.deepEqual(messagesIn(await ada.follow('general', 1)), kept.slice(1));
  const lines = await server.plain();
  lines.sendText('coucou');
  await lines.until(() => lines.received.length === 2);
  assert.deepEqual(await lines.rest(), ['New user logged in', sentence]);
  const signIn = await server.request('/api/session', { method: 'POST', body: { name: 'Eve' } });
  assert.deepEqual([signIn.status, signIn.headers['retry-after']], [503, '5']);
});

test('a sign-out on a full disk is refused', async (t) => {
  const { server, toto, who } = await start(t);
  await fillUp(toto);
  await fillTheRest(toto);
  const headers = { authorization: `Bearer ${who.token}` };
  const signOut = await server.request('/api/session', { method: 'DELETE', headers });
  assert.equal(signOut.status, 503);
  assert.equal((await server.request('/api/rooms', { headers })).status, 200);
});

test('after space is freed, a retry is stored and delivered once', async (t) => {
  const { server, folder, toto, ada } = await start(t);
  const [acked, refused] = await fillUp(toto);
  makeRoom(folder);
  assert.equal((await toto.ask(post(refused, text))).type, 'ack');
  assert.equal((await toto.ask(post(refused, text))).type, 'ack');
  assert.deepEqual(messagesIn(await ada.rest()), [...acked, refused]);
  assert.equal((await server.request('/readyz')).status, 200);
});

test('the operator is notified at the beginning and the end of the failure, without any client', async (t) => {
  const { server, folder, toto } = await start(t);
  const [, refused] = await fillUp(toto);
  for (let tries = 0; tries < 3; tries++) await toto.ask(post(refused, text));
  const ready = await server.request('/readyz');
  assert.deepEqual(
    [ready.status, JSON.parse(ready.body)],
    [503, { code: 'unavailable', message: sentence }],
  );
  assert.equal((await server.request('/healthz')).status, 200);
  makeRoom(folder);
  assert.equal((await server.request('/readyz')).status, 200);
  const advice = 'the disk fails or a quota is reached; see the system log.';
  assert.deepEqual(await server.log(2), [
    `Nothing can be written to ${join(folder, 'causette.db')}: ${advice}`,
    'The store can write again.',
  ]);
  assert.equal(await server.gauge('causette_failed_commits_total'), 5);
  assert.equal(await server.gauge('causette_internal_errors_total'), 0);
});

test('SIGTERM on a full disk ends gracefully, and acknowledged changes are kept', async (t) => {
  const { server, folder, toto, who } = await start(t);
  const [acked, refused] = await fillUp(toto);
  await server.kill('SIGTERM');
  assert.deepEqual(await server.ended(), [0, null]);
  const again = await startProcess(t, folder, { env });
  const back = await again.join(who);
  assert.deepEqual(messagesIn(await back.follow('general', 0)), acked);
  assert.equal((await back.ask(post(refused, text))).type, 'ack');
});

test('a commit is valid even if the log can no longer be checkpointed', async (t) => {
  const enough = (checkpointAfter + 150) * page;
  const { server, folder, toto, who } = await start(t, enough);
  const [acked] = await fillUp(toto);
  const [database, log] = ['causette.db', 'causette.db-wal'].map((name) => join(folder, name));
  assert.ok(statSync(database!).size > enough - page, 'the database has no room');
  assert.ok(statSync(log!).size > (checkpointAfter + 100) * page, 'the log went on');
  await server.kill('SIGKILL');
  const again = await startProcess(t, folder, { env });
  const headers = { authorization: `Bearer ${who.token}` };
  const { body } = await again.request('/api/rooms/general/messages', { headers });
  const { rev, messages } = JSON.parse(body) as History;
  assert.deepEqual([rev, messages.at(-1)?.id], [acked.length, acked.at(-1)]);
});

async function start(t: TestContext, size = fileSize) {
  const folder = temporaryFolder(t);
  const server = await startProcess(t, folder, { env, fileSize: size });
  const who = await server.signIn('Toto');
  const [toto, ada] = [await server.join(who), await server.join('Ada')];
  await ada.follow();
  return { server, folder, toto, ada, who };
}

/** Posts until the disk is full. Returns the acknowledged posts and the first refused one. */
async function fillUp(client: JsonClient, content = text): Promise<[string[], string]> {
  const acked: string[] = [];
  for (let number = 1; number < 5_000; number++) {
    const id = `message-${content.length}-${number}`;
    if ((await client.ask(post(id, content))).type === 'refused') return [acked, id];
    acked.push(id);
  }
  assert.fail('the disk does not fill up');
}

/** Moves a read mark, the smallest change, until there is no space for it either. */
async function fillTheRest(client: JsonClient): Promise<void> {
  for (let seq = 1; seq < 5_000; seq++) {
    const answer = await client.ask({ type: 'read', id: `read-${seq}`, room: 'general', seq });
    if (answer.type === 'refused') return;
  }
  assert.fail('the disk does not fill up');
}

/** Checkpoints the log from outside, so that it starts again at its beginning. */
function makeRoom(folder: string): void {
  const database = new DatabaseSync(join(folder, 'causette.db'));
  assert.equal(database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'], 0);
  database.close();
}

function messagesIn(frames: Frame[]): string[] {
  const messages = frames.flatMap((frame): Message[] =>
    frame.type === 'changes' ? frame.messages : [],
  );
  return messages.map(({ id }) => id);
}
