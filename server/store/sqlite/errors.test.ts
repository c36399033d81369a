import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { execute } from '../../commands/registry.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { StoreError, type Database, type Queries } from '../database.ts';
import { historyBefore } from '../messages.ts';
import { tryToKeep } from '../meta.ts';
import { openSqlite } from './open.ts';
import { numbered, settings, toto } from '../../test-support/store-spec.ts';

const text = 'x'.repeat(4_000);

test('a full disk keeps nothing of what did not fit, and all again once there is room', async (t) => {
  const { database, file } = open(t);
  const pages = await database.transaction((queries) => pragma(queries, 'page_count'));
  await database.transaction((queries) => pragma(queries, `max_page_count = ${pages + 5}`));
  await post(database, 1);
  const sentence = `Nothing can be written to ${file}: its disk is full; make room there.`;
  await fails(post(database, 2, 9), sentence);
  await fails(post(database, 2, 9), sentence);
  assert.deepEqual(await kept(database), [1]);
  await database.transaction((queries) => pragma(queries, 'max_page_count = 100000'));
  await post(database, 2, 9);
  assert.deepEqual(await kept(database), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a database that may suddenly only be read keeps nothing, and can be read', async (t) => {
  const { database, file } = open(t);
  await post(database, 1);
  await database.transaction((queries) => pragma(queries, 'query_only = on'));
  const sentence = `Nothing can be written to ${file}: it may only be read; let this user write it.`;
  await fails(post(database, 2), sentence);
  assert.deepEqual(await kept(database), [1]);
});

test('a lock of another program is waited for, and then nothing is kept until it is gone', async (t) => {
  const { database, file } = open(t);
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const sentence = `Nothing can be written to ${file}: another program holds it locked; end that program.`;
  await fails(post(database, 1), sentence);
  assert.deepEqual(await kept(database), []);
  other.close();
  await post(database, 1);
  assert.deepEqual(await kept(database), [1]);
});

test('a damaged page is no trouble for every change: the others are kept', async (t) => {
  const { database } = open(t);
  const damaged = Object.assign(new Error('malformed'), { errcode: 11 });
  await assert.rejects(
    database.transaction(() => Promise.reject(damaged)),
    damaged,
  );
});

test('a small write finds out whether there is room, and leaves everything as it was', async (t) => {
  const { database } = open(t);
  await post(database, 1, 3);
  const sql =
    'SELECT body FROM messages UNION SELECT epoch FROM store UNION SELECT id FROM answers';
  const before = await database.all(sql);
  for (let tries = 0; tries < 3; tries++) await database.transaction(tryToKeep);
  assert.deepEqual(await database.all(sql), before);
});

test('a small write fails where there is no room for a few changes', async (t) => {
  const { database } = open(t);
  const pages = await database.transaction((queries) => pragma(queries, 'page_count'));
  await database.transaction((queries) => pragma(queries, `max_page_count = ${pages}`));
  await assert.rejects(database.transaction(tryToKeep), StoreError);
});

function open(t: TestContext): { database: Database; file: string } {
  const folder = temporaryFolder(t);
  const database = openSqlite(folder);
  t.after(() => database.close());
  return { database, file: join(folder, 'causette.db') };
}

async function pragma(queries: Queries, words: string): Promise<number> {
  const row = await queries.get<Record<string, number>>(`PRAGMA ${words}`);
  return Number(Object.values(row ?? {})[0]);
}

/** Posts long texts from one number to another in one transaction. */
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
