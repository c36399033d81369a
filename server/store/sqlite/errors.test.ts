import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { execute } from '../../commands/registry.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { StoreError, type Database, type Queries } from '../database.ts';
import { historyBefore } from '../messages.ts';
import { probeWrite } from '../meta.ts';
import { openSqlite } from './open.ts';
import { numbered, settings, toto } from '../../test-support/doubles/store-spec.ts';

const text = 'x'.repeat(4_000);

test('a full disk stores nothing that does not fit, and works again after space is freed', async (t) => {
  const { database, file } = open(t);
  const pages = await database.transaction((queries) => pragma(queries, 'page_count'));
  await database.transaction((queries) => pragma(queries, `max_page_count = ${pages + 5}`));
  await post(database, 1);
  const sentence = `Nothing can be written to ${file}: the disk is full; free some space.`;
  await fails(post(database, 2, 9), sentence);
  await fails(post(database, 2, 9), sentence);
  assert.deepEqual(await kept(database), [1]);
  await database.transaction((queries) => pragma(queries, 'max_page_count = 100000'));
  await post(database, 2, 9);
  assert.deepEqual(await kept(database), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a database that becomes read-only stores nothing, and can be read', async (t) => {
  const { database, file } = open(t);
  await post(database, 1);
  await database.transaction((queries) => pragma(queries, 'query_only = on'));
  const sentence = `Nothing can be written to ${file}: it is read-only; give this user write permission.`;
  await fails(post(database, 2), sentence);
  assert.deepEqual(await kept(database), [1]);
});

test('a lock of another program is waited for, and then writes fail until it is released', async (t) => {
  const { database, file } = open(t);
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const sentence = `Nothing can be written to ${file}: another program has locked it; end that program.`;
  await fails(post(database, 1), sentence);
  assert.deepEqual(await kept(database), []);
  other.close();
  await post(database, 1);
  assert.deepEqual(await kept(database), [1]);
});

test('a damaged page does not count as a failed store: other changes are stored', async (t) => {
  const { database } = open(t);
  const damaged = Object.assign(new Error('malformed'), { errcode: 11 });
  await assert.rejects(
    database.transaction(() => Promise.reject(damaged)),
    damaged,
  );
});

test('a probe write detects whether there is space and leaves everything unchanged', async (t) => {
  const { database } = open(t);
  await post(database, 1, 3);
  const sql =
    'SELECT body FROM messages UNION SELECT epoch FROM store UNION SELECT id FROM answers';
  const before = await database.all(sql);
  for (let tries = 0; tries < 3; tries++) await database.transaction(probeWrite);
  assert.deepEqual(await database.all(sql), before);
});

test('a probe write fails if there is no space for a few changes', async (t) => {
  const { database } = open(t);
  const pages = await database.transaction((queries) => pragma(queries, 'page_count'));
  await database.transaction((queries) => pragma(queries, `max_page_count = ${pages}`));
  await assert.rejects(database.transaction(probeWrite), StoreError);
});

function open(t: TestContext): { database: Database; file: string } {
  const folder = temporaryFolder(t);
  const database = openSqlite(folder);
  t.after(() => database.close());
  return { database, file: join(folder, 'causette.db') };
}

async function pragma(queries: Queries, setting: string): Promise<number> {
  const row = await queries.get<Record<string, number>>(`PRAGMA ${setting}`);
  return Number(Object.values(row ?? {})[0]);
}

/** Posts long texts with these numbers in one transaction. */
function post(database: Database, first: number, last = first): Promise<void> {
  return database.transaction(async (queries) => {
    for (let number = first; number <= last; number++) {
      const change = { type: 'post', id: numbered(number), room: 'general', text } as const;
      await execute(queries, { by: toto, at: number, change }, settings);
    }
  });
}

async function kept(database: Database): Promise<number[]> {
  const { messages } = (await historyBefore(database, 'general', undefined))!;
  assert.deepEqual(
    messages.map(({ id, seq }) => [id, seq]),
    messages.map((_, at) => [numbered(at + 1), at + 1]),
  );
  return messages.map(({ seq }) => seq);
}

async function fails(work: Promise<unknown>, sentence: string): Promise<void> {
  await assert.rejects(work, (error) => error instanceof StoreError && error.message === sentence);
}
