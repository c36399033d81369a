import assert from 'node:assert/strict';
import { fstatSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Database } from '../database.ts';
import { realDisk, type Disk } from './disk.ts';
import { openSqlite } from './open.ts';
import { ManualDisk } from '../../test-support/doubles/manual-disk.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

const page = 4_096;

test('a transaction resolves when it is on disk, and is not readable until then', async (t) => {
  const trace: string[] = [];
  const disk = new ManualDisk();
  const { database } = open(t, disk);
  const writing = make(database).then(() => trace.push('written'));
  await disk.syncRequested();
  const reading = revision(database).then((rev) => [rev, ...trace.slice(0, 1)]);
  await new Promise(setImmediate);
  trace.push('on disk');
  disk.complete();
  await writing;
  assert.deepEqual(trace, ['on disk', 'written']);
  assert.deepEqual(await reading, [1, 'on disk']);
});

test('the next transaction runs during the sync of the previous one and commits after it', async (t) => {
  const trace: string[] = [];
  const disk = new ManualDisk();
  const { database } = open(t, disk);
  const first = make(database, trace, 'first');
  await disk.syncRequested();
  const reading = revision(database).then((rev) => [rev, trace.at(3)]);
  const second = make(database, trace, 'second');
  await new Promise(setImmediate);
  trace.push('on disk');
  disk.complete();
  await disk.syncRequested();
  await first;
  trace.push('on disk');
  disk.complete();
  await second;
  assert.deepEqual(trace, [
    'first: worked',
    'first: committed',
    'second: worked',
    'on disk',
    'first: written',
    'second: committed',
    'on disk',
    'second: written',
  ]);
  assert.deepEqual(await reading, [1, 'on disk']);
});

test('waiting reads run before the next transaction commits', async (t) => {
  const disk = new ManualDisk();
  const { database } = open(t, disk);
  const writing = [make(database)];
  await disk.syncRequested();
  writing.push(make(database));
  await new Promise(setImmediate);
  const reading = revision(database);
  disk.complete();
  assert.equal(await reading, 1);
  await disk.syncRequested();
  disk.complete();
  await Promise.all(writing);
});

test('data that is not on disk is never read', async (t) => {
  for (let steps = 0; steps < 20; steps++) {
    const disk = new ManualDisk();
    const { database } = open(t, disk);
    const writing = [make(database)];
    await disk.syncRequested();
    writing.push(make(database));
    await new Promise(setImmediate);
    const [early, late] = [seen(database), seen(database, steps)];
    disk.complete();
    await disk.syncRequested();
    await new Promise(setImmediate);
    assert.equal(early.rev, 1, 'asked before');
    assert.ok(late.rev === undefined || late.rev === 1, `read ${late.rev} after ${steps} steps`);
    disk.complete();
    await Promise.all([...writing, early.done, late.done]);
    assert.ok(late.rev === 1 || late.rev === 2);
  }
});

test('a failed sync is reported, and the transaction is not answered', async (t) => {
  const failing = new Error('EIO');
  const lost: unknown[] = [];
  const { database } = open(t, {
    ...realDisk,
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

test('a long log is checkpointed', async (t) => {
  const { database, file } = open(t, realDisk);
  const empty = statSync(file).size;
  for (let times = 0; times < 3; times++) await fill(database, 700);
  assert.ok(statSync(file).size > empty + 700 * page, 'moved into the database');
  assert.ok(statSync(`${file}-wal`).size < 2_000 * page, 'begun anew');
  assert.equal(await revision(database), 3);
});

test('the log is restarted before a transaction writes, which would have to wait for the disk', async (t) => {
  const { database, file } = open(t, realDisk);
  for (let times = 0; times < 2; times++) await fill(database, 700);
  const before = saltOf(file);
  await database.transaction(async () => assert.notDeepEqual(saltOf(file), before));
  await make(database);
  assert.equal(await revision(database), 3);
});

test('a failed checkpoint is reported once, and retried when the log has grown', async (t) => {
  const warned: string[] = [];
  const { database, folder, file } = open(t, {
    ...realDisk,
    warn: (sentence) => warned.push(sentence),
  });
  renameSync(folder, `${folder}-away`);
  for (let times = 0; times < 5; times++) await fill(database, 700);
  const reason = 'unable to open database file';
  const grows = `The write-ahead log of ${file} cannot be checkpointed: ${reason}; it grows until it can.`;
  assert.deepEqual(warned, [grows]);
  renameSync(`${folder}-away`, folder);
  assert.ok(statSync(`${file}-wal`).size > 3_500 * page, 'all is in the log');
  for (let times = 0; times < 2; times++) await fill(database, 700);
  assert.deepEqual(warned, [grows, `The write-ahead log of ${file} is checkpointed again.`]);
  assert.ok(statSync(file).size > 3_500 * page, 'moved into the database');
  assert.equal(await revision(database), 7);
});

test('the worker is started at half the length, used at the full length, and closed with the log', async (t) => {
  const { log, files, trace, grow } = logOf(t);
  for (const pages of [450, 100, 400, 100]) {
    grow(pages);
    trace.push(`${pages} more`);
    await log.checkpointIfLong();
  }
  await log.sync();
  log.close();
  assert.deepEqual(trace, [
    '450 more',
    '100 more',
    'ready',
    '400 more',
    'ready',
    '100 more',
    'ready',
    'made',
    'closed',
  ]);
  assert.throws(() => fstatSync(files[0]!), { code: 'EBADF' });
});

/**
 * The salt, which changes with each restart of a log: https://sqlite.org/fileformat2.html#walformat
 */
function saltOf(file: string): Buffer {
  return readFileSync(`${file}-wal`).subarray(16, 24);
}

/** A log with a fake checkpoint worker, and the synced files. */
function logOf(t: TestContext) {
  const file = join(temporaryFolder(t), 'causette.db');
  const writer = new DatabaseSync(file);
  t.after(() => writer.close());
  writer.exec(
    'PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE words (word)',
  );
  const [trace, files] = [[] as string[], [] as number[]];
  const checkpoints = {
    prepare: () => trace.push('ready'),
    make: async () => void trace.push('made'),
    close: () => trace.push('closed'),
  } as unknown as Checkpoints;
  const sync = async (each: number): Promise<void> => void files.push(each);
  const log = new WriteAheadLog(file, writer, { ...realDisk, sync }, checkpoints);
  const insert = writer.prepare('INSERT INTO words VALUES (?)');
  const grow = (pages: number): unknown => insert.run('x'.repeat(pages * page));
  return { log, files, trace, grow };
}

interface Opened {
  database: Database;
  folder: string;
  file: string;
}

function open(t: TestContext, disk: Disk): Opened {
  const folder = temporaryFolder(t);
  const database = openSqlite(folder, disk);
  t.after(() => database.close());
  return { database, folder, file: join(folder, 'causette.db') };
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

/** A transaction that writes this number of pages. */
function fill(database: Database, pages: number): Promise<void> {
  return database.transaction(async (queries) => {
    await queries.run('UPDATE rooms SET rev = rev + 1');
    const text = 'x'.repeat(pages * page);
    await queries.run('INSERT INTO answers (id, person) VALUES (hex(randomblob(8)), ?)', text);
  });
}

async function revision(database: Database): Promise<number | undefined> {
  return (await database.get<{ rev: number }>('SELECT rev FROM rooms'))?.rev;
}

/** The result of a read after this number of steps of the microtask queue. */
function seen(database: Database, steps = 0) {
  const reader: { rev?: number; done?: Promise<void> } = {};
  const look = async (): Promise<void> => {
    for (let step = 0; step < steps; step++) await Promise.resolve();
    reader.rev = (await revision(database))!;
  };
  reader.done = look();
  return reader;
}
