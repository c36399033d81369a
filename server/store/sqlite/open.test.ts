import assert from 'node:assert/strict';
import {
  cpSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { StoreError } from '../database.ts';
import { realDisk } from './disk.ts';
import { epochOf } from '../meta.ts';
import { openSqlite } from './open.ts';

test('the folder is created, and the tables are migrated once', async (t) => {
  const folder = join(emptyFolder(t), 'deep', 'down');
  const first = openSqlite(folder);
  const epoch = await epochOf(first);
  assert.match(epoch, /^\S+$/u);
  first.close();
  const second = openSqlite(folder);
  assert.equal(await epochOf(second), epoch);
  second.close();
  const steps = readdirSync(join(import.meta.dirname, 'migrations'));
  assert.equal(version(folder), steps.length);
});

test('the log synced before an answer contains everything that must survive a power failure', async (t) => {
  const folder = emptyFolder(t);
  const log = join(folder, 'causette.db-wal');
  const synced: unknown[] = [];
  const sync = async (file: number) => {
    synced.push(fstatSync(file).ino === statSync(log).ino, topicAfterPowerCut(t, folder));
  };
  const database = openSqlite(folder, { ...realDisk, sync });
  await database.transaction((queries) => queries.run("UPDATE rooms SET topic = 'kept'"));
  assert.deepEqual(synced, [true, 'kept']);
  database.close();
});

test('the tables of a new database can be read during a write', (t) => {
  const folder = emptyFolder(t);
  openSqlite(folder).close();
  const [writer, reader] = [1, 2].map(() => new DatabaseSync(join(folder, 'causette.db')));
  writer!.exec("BEGIN IMMEDIATE; UPDATE rooms SET topic = 'half written'");
  assert.equal(reader!.prepare('SELECT topic FROM rooms').get()?.['topic'], '');
  for (const file of [writer!, reader!]) file.close();
});

test('data of a later version is refused and not changed', (t) => {
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

test('a file that is not a database is refused, and the folder is released', (t) => {
  const folder = emptyFolder(t);
  const file = join(folder, 'causette.db');
  writeFileSync(file, 'Dear diary, '.repeat(1_000));
  refuses(folder, `The file ${file} is damaged or no database of Causette.`);
  rmSync(file);
  openSqlite(folder).close();
});

test('a database of another program is refused', (t) => {
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

/**
 * The data that a start after a power failure would find: the current files without shared memory.
 */
function topicAfterPowerCut(t: TestContext, folder: string): unknown {
  const copy = emptyFolder(t);
  for (const name of ['causette.db', 'causette.db-wal'])
    cpSync(join(folder, name), join(copy, name));
  const file = new DatabaseSync(join(copy, 'causette.db'));
  const row = file.prepare('SELECT topic FROM rooms').get();
  file.close();
  return row?.['topic'];
}

function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'causette-sqlite-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}
