import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { StoreError } from './database.ts';
import { epochOf } from './people.ts';
import { openSqlite } from './sqlite.ts';

test('the folder is made, and the tables are migrated once', async (t) => {
  const folder = join(emptyFolder(t), 'deep', 'down');
  const first = openSqlite(folder);
  const epoch = await epochOf(first);
  first.close();
  const second = openSqlite(folder);
  assert.equal(await epochOf(second), epoch);
  second.close();
  assert.equal(version(folder), readdirSync(join(import.meta.dirname, 'migrations')).length);
});

test('what is committed is on disk at once, and readers do not wait', (t) => {
  const folder = emptyFolder(t);
  openSqlite(folder).close();
  const file = new DatabaseSync(join(folder, 'causette.db'));
  assert.equal(file.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
  file.close();
});

test('data of a later version is refused, and left as it was', (t) => {
  const folder = emptyFolder(t);
  openSqlite(folder).close();
  version(folder, 99);
  refuses(folder, 'The data was made by a later version of Causette; start that one.');
  assert.equal(version(folder), 99);
});

test('a folder has one owner at a time', (t) => {
  const folder = emptyFolder(t);
  const owner = openSqlite(folder);
  refuses(folder, `Another Causette is using the data in ${folder}.`);
  owner.close();
  openSqlite(folder).close();
});

test('a file that is no database is refused, and the folder let go of', (t) => {
  const folder = emptyFolder(t);
  const file = join(folder, 'causette.db');
  writeFileSync(file, 'Dear diary, '.repeat(1_000));
  refuses(folder, `The file ${file} is damaged or no database of Causette.`);
  rmSync(file);
  openSqlite(folder).close();
});

test('a database of something else is refused', (t) => {
  const folder = emptyFolder(t);
  const file = join(folder, 'causette.db');
  const other = new DatabaseSync(file);
  other.exec('CREATE TABLE rooms (price REAL)');
  other.close();
  refuses(folder, `The file ${file} cannot be used: table rooms already exists.`);
  assert.equal(version(folder), 0);
});

test('a file that cannot be opened is refused', (t) => {
  const folder = emptyFolder(t);
  const file = join(folder, 'causette.db');
  mkdirSync(file);
  refuses(folder, `The file ${file} cannot be used: unable to open database file.`);
});

test('a folder below a file is refused', (t) => {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, 'file'), '');
  const below = join(folder, 'file', 'data');
  refuses(below, `The data folder ${below} cannot be written to.`);
});

function refuses(folder: string, message: string): void {
  assert.throws(
    () => openSqlite(folder),
    (error) => error instanceof StoreError && error.message === message,
  );
}

function version(folder: string, next?: number): unknown {
  const database = new DatabaseSync(join(folder, 'causette.db'));
  if (next !== undefined) database.exec(`PRAGMA user_version = ${next}`);
  const { user_version: found } = database.prepare('PRAGMA user_version').get()!;
  database.close();
  return found;
}

function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'causette-sqlite-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}
