import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../testing.ts';
import type { Database } from './database.ts';
import { openSqlite } from './sqlite.ts';
import { HandDisk } from './testing-disk.ts';
import { realDisk, type Disk } from './write-ahead-log.ts';

const page = 4_096;

test('a transaction is over when it is on disk, and until then nobody reads of it', async (t) => {
  const trace: string[] = [];
  const disk = new HandDisk();
  const { database } = open(t, disk);
  const writing = make(database).then(() => trace.push('written'));
  await disk.asked();
  const reading = revision(database).then((rev) => trace.push(`read ${rev}`));
  await new Promise(setImmediate);
  trace.push('on disk');
  disk.done();
  await Promise.all([writing, reading]);
  assert.deepEqual(trace.toSorted(), ['on disk', 'read 1', 'written'].toSorted());
  assert.equal(trace[0], 'on disk');
});

test('a transaction is worked on while the one before is on its way, and committed after it', async (t) => {
  const trace: string[] = [];
  const disk = new HandDisk();
  const { database } = open(t, disk);
  const first = make(database, trace, 'first');
  await disk.asked();
  const reading = revision(database).then((rev) => trace.push(`read ${rev}`));
  const second = make(database, trace, 'second');
  await new Promise(setImmediate);
  trace.push('on disk');
  disk.done();
  await disk.asked();
  await Promise.all([first, reading]);
  trace.push('on disk');
  disk.done();
  await second;
  const worked = ['first: worked', 'first: committed', 'second: worked'];
  const written = ['read 1', 'second: committed', 'first: written'];
  assert.deepEqual(trace.slice(0, 4), [...worked, 'on disk']);
  assert.deepEqual(trace.slice(4, 7).toSorted(), written.toSorted());
  assert.deepEqual(trace.slice(7), ['on disk', 'second: written']);
});

test('whoever reads gets to it, however many transactions follow each other', async (t) => {
  const disk = new HandDisk();
  const { database } = open(t, disk);
  const writing = [make(database)];
  await disk.asked();
  writing.push(make(database));
  await new Promise(setImmediate);
  const reading = revision(database);
  disk.done();
  await disk.asked();
  writing.push(make(database));
  await new Promise(setImmediate);
  disk.done();
  await disk.asked();
  assert.equal(await reading, 2);
  disk.done();
  await Promise.all(writing);
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

async function make(database: Database, trace: string[] = [], name = ''): Promise<void> {
  await database.transaction(
    async (queries) => {
      await queries.run('UPDATE rooms SET rev = rev + 1');
      trace.push(`${name}: worked`);
    },
    () => trace.push(`${name}: committed`),
  );
  trace.push(`${name}: written`);
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
