import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { SessionMade } from '../../protocol/http.ts';
import type { Database } from '../store/database.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { post } from '../test-support/running/test-clients.ts';
import { spawnServer, startProcess } from '../test-support/running/server-process.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';

// What a crash leaves of SQLite's log: https://sqlite.org/fileformat2.html#the_write_ahead_log
const header = 32;
const frame = 24 + 4_096;
const env = { RATE_LIMIT: '0', BOTS: 'off' };
const text = 'x'.repeat(4_000);
const acked = ['message-1', 'message-2', 'message-3'];

test('after a crash in the middle of a write, acknowledged messages are kept and others are whole or absent', async (t) => {
  const { folder, log } = await killed(t);
  const [start, end] = lastTransaction(log);
  assert.ok(end - start >= 3 * frame, 'the last transaction is several pages');
  assert.deepEqual(await keptAfter(t, folder, log), [...acked, 'message-4']);
  for (const at of samples(start, end)) {
    assert.deepEqual(await keptAfter(t, folder, log.subarray(0, at)), acked, `cut at ${at}`);
    assert.deepEqual(await keptAfter(t, folder, flipped(log, at)), acked, `flipped at ${at}`);
  }
  for (const rest of [Buffer.alloc(3 * frame, 7), log.subarray(start, start + frame)]) {
    const longer = await keptAfter(t, folder, Buffer.concat([log, rest]));
    assert.deepEqual(longer, [...acked, 'message-4']);
  }
});

test('after a disk lost writes, the data is valid up to some transaction, even one that creates tables', async (t) => {
  const { folder, log } = await killed(t);
  const all = [...acked, 'message-4'];
  for (const at of samples(0, log.length)) {
    for (const torn of [log.subarray(0, at), flipped(log, at)]) {
      const kept = await keptAfter(t, folder, torn);
      assert.deepEqual(kept, all.slice(0, kept.length), `at ${at}`);
    }
  }
});

test('the server starts with a torn log, and accepts a retry once', async (t) => {
  const { folder, log, who } = await killed(t);
  const [start, end] = lastTransaction(log);
  writeFileSync(logOf(folder), log.subarray(0, Math.floor((start + end) / 2)));
  const server = await startProcess(t, folder, { env });
  const back = await server.join(who);
  const messages = async () =>
    (await back.follow()).flatMap((each) => (each.type === 'changes' ? each.messages : []));
  assert.deepEqual(
    (await messages()).map(({ id }) => id),
    acked,
  );
  assert.deepEqual(await back.ask(post('message-4', text)), {
    type: 'ack',
    id: 'message-4',
    rev: 4,
  });
  assert.deepEqual(await back.ask(post('message-4', text)), {
    type: 'ack',
    id: 'message-4',
    rev: 4,
  });
});

test('a first start killed while it creates its tables is completed by the next start', async (t) => {
  for (const changes of [1, 4, 8]) {
    const folder = temporaryFolder(t);
    const first = spawnServer(t, folder);
    await Promise.race([changed(folder, changes), once(first.stdout!, 'data')]);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const server = await startProcess(t, folder, { env });
    const client = await server.join('Toto');
    assert.equal((await client.ask(post('message-1'))).type, 'ack', `after ${changes} changes`);
    await server.kill('SIGKILL');
  }
});

/** A server killed when the fourth message is on disk and not answered yet. */
async function killed(t: TestContext) {
  const folder = temporaryFolder(t);
  const server = await startProcess(t, folder, { env: { ...env, FAILPOINT: 'committed:5' } });
  const who: SessionMade = await server.signIn('Toto');
  const client = await server.join(who);
  for (const id of acked) assert.equal((await client.ask(post(id, text))).type, 'ack');
  client.send(post('message-4', text));
  await server.ended();
  return { folder, who, log: readFileSync(logOf(folder)) };
}

/** Resolves when the system has reported this number of changes in a folder. */
async function changed(folder: string, times: number): Promise<void> {
  for await (const _ of watch(folder)) {
    times -= 1;
    if (times === 0) return;
  }
}

/** The messages in the room after opening the data with this log; none may be incomplete. */
async function keptAfter(t: TestContext, folder: string, log: Buffer): Promise<string[]> {
  const copy = temporaryFolder(t);
  cpSync(folder, copy, { recursive: true });
  rmSync(`${logOf(copy).slice(0, -4)}-shm`);
  writeFileSync(logOf(copy), log);
  const database = openSqlite(copy);
  try {
    return await messagesOf(database);
  } finally {
    database.close();
    rmSync(copy, { recursive: true });
  }
}

async function messagesOf(database: Database): Promise<string[]> {
  assert.deepEqual(
    (await database.all<object>('PRAGMA integrity_check')).map((row) => Object.values(row)),
    [['ok']],
  );
  const rows = await database.all<{ id: string; seq: number; body: string }>(
    'SELECT id, seq, body FROM messages ORDER BY seq',
  );
  const { rev } = (await database.get<{ rev: number }>('SELECT rev FROM rooms'))!;
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    Array.from({ length: rev }, (_, at) => at + 1),
  );
  for (const { body } of rows) assert.equal((JSON.parse(body) as { text: string }).text, text);
  return rows.map(({ id }) => id);
}

/** Start and end of the last transaction: its last frame contains the size of the database. */
function lastTransaction(log: Buffer): [number, number] {
  const commits: number[] = [];
  for (let at = header; at + frame <= log.length; at += frame) {
    if (log.readUInt32BE(at + 4) !== 0) commits.push(at + frame);
  }
  return [commits.at(-2)!, commits.at(-1)!];
}

/** Positions in a part of the log: the edges of every frame and some in between. */
function samples(start: number, end: number): number[] {
  const first = start === 0 ? [0, 5, 24] : [];
  const frames = [];
  for (let at = Math.max(start, header); at < end; at += frame) {
    frames.push(at, at + 20, at + 2_000);
  }
  return [...first, ...frames];
}

function flipped(log: Buffer, at: number): Buffer {
  const copy = Buffer.from(log);
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
  return copy;
}

function logOf(folder: string): string {
  return join(folder, 'causette.db-wal');
}
