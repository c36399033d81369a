import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../testing.ts';
import type { Database } from './database.ts';
import { openSqlite } from './sqlite.ts';
import { realDisk, type Disk } from './write-ahead-log.ts';

const page = 4_096;

test('a transaction is over when it is on disk, and until then nobody reads of it', async (t) => {
  const trace: string[] = [];
  const disk = new HandDisk();
  const { database } = open(t, disk);
  const writing = make(database).then(() => trace.push('written'));
  await disk.isAsked;
  const reading = revision(database).then((rev) => trace.push(`read ${rev}`));
  await new Promise(setImmediate);
  trace.push('on disk');
  disk.isDone();
  await Promise.all([writing, reading]);
  assert.deepEqual(trace.toSorted(), ['on disk', 'read 1', 'written'].toSorted());
  assert.equal(trace[0], 'on disk');
});

test('a disk that fails to sync is told of, and what was being written is not answered', async (t) => {
  const failing = new Error('EIO');
  const lost: unknown[] = [];
  const { database } = open(t, {
    sync: () => Promise.reject(failing),
    lost: (error) => {
      lost.push(error);
      throw error;
    },
  });
  await assert.rejects(make(database), failing);
  await assert.rejects(revision(database), failing);
  assert.deepEqual(lost, [failing]);
});

test('a long log is moved into the database', async (t) => {
  const { database, file } = open(t, realDisk);
  const empty = statSync(file).size;
  for (let times = 0; times < 3; times++) await fill(database, 700);
  assert.ok(statSync(file).size > empty + 700 * page, 'moved into the database');
  assert.ok(statSync(`${file}-wal`).size < 2_000 * page, 'begun anew');
  assert.equal(await revision(database), 3);
});

test('a log is begun anew before a transaction writes, which would have to wait for the disk', async (t) => {
  const { database, file } = open(t, realDisk);
  for (let times = 0; times < 2; times++) await fill(database, 700);
  const before = saltOf(file);
  await database.transaction(async () => assert.notDeepEqual(saltOf(file), before));
  await make(database);
  assert.equal(await revision(database), 3);
});

/** A disk that takes as long as the test says. */
class HandDisk implements Disk {
  isDone = (): void => {};
  #asked = (): void => {};
  readonly isAsked = new Promise<void>((resolve) => (this.#asked = resolve));

  readonly sync = (): Promise<void> => {
    this.#asked();
    return new Promise((resolve) => (this.isDone = resolve));
  };

  readonly lost = (error: unknown): never => {
    throw error;
  };
}

/** What tells one beginning of a log from another: https://sqlite.org/fileformat2.html#walformat */
function saltOf(file: string): Buffer {
  return readFileSync(`${file}-wal`).subarray(16, 24);
}

function open(t: TestContext, disk: Disk): { database: Database; file: string } {
  const folder = temporaryFolder(t);
  const database = openSqlite(folder, disk);
  t.after(() => database.close());
  return { database, file: join(folder, 'causette.db') };
}

function make(database: Database): Promise<number> {
  return database.transaction((queries) => queries.run('UPDATE rooms SET rev = rev + 1'));
}

/** One transaction that writes so many pages. */
function fill(database: Database, pages: number): Promise<void> {
  return database.transaction(async (queries) => {
    await queries.run('UPDATE rooms SET rev = rev + 1');
    const words = 'x'.repeat(pages * page);
    await queries.run('INSERT INTO answers VALUES (hex(randomblob(8)), ?, NULL)', words);
  });
}

async function revision(database: Database): Promise<number | undefined> {
  return (await database.get<{ rev: number }>('SELECT rev FROM rooms'))?.rev;
}
