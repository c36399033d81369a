import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncOptions, type StatementSync } from 'node:sqlite';
import { ChangedMessages } from './changed-messages.ts';
import { ChangingRooms } from './changing-rooms.ts';
import {
  StoreError,
  type Database,
  type Queries,
  type Transaction,
  type Value,
} from './database.ts';
import { migrate } from './migrations.ts';
import { codeOf, troubleWith } from './trouble.ts';
import { realDisk, WriteAheadLog, type Disk } from './write-ahead-log.ts';

const busy = 5;
const notADatabase = 26;
const corrupt = 11;

/**
 * Opens the SQLite database in a folder, which is made if it is missing.
 * @throws StoreError when the folder or a file in it cannot be written, the file is no database of
 * ours, or another process owns it; nothing stays open then.
 */
export function openSqlite(folder: string, disk: Disk = realDisk): Database {
  makeFolder(folder);
  const [file, lock] = [join(folder, 'causette.db'), join(folder, 'owner.lock')];
  [file, `${file}-wal`, `${file}-shm`, lock].forEach(expectWritable);
  const opened: DatabaseSync[] = [];
  const open = (path: string, options: DatabaseSyncOptions = {}): DatabaseSync => {
    const database = new DatabaseSync(path, options);
    opened.unshift(database);
    return database;
  };
  let log: WriteAheadLog | undefined;
  const close = () => {
    log?.close();
    opened.forEach((database) => database.close());
  };
  try {
    own(open(lock));
    const writer = forWriting(open(file));
    migrate(writer);
    const reader = forReading(open(file, { readOnly: true }));
    log = new WriteAheadLog(file, writer, disk);
    return { ...queriesOn(reader, log), transaction: transactionsOn(writer, file, log), close };
  } catch (error) {
    close();
    throw explained(error, folder, file);
  }
}

function transactionsOn(
  writer: DatabaseSync,
  file: string,
  log: WriteAheadLog,
): Database['transaction'] {
  const queries = queriesOn(writer);
  const changed = new ChangedMessages();
  return async (work, committed = () => {}) => {
    await log.shorten();
    const { result, onDisk } = await attempt(work);
    committed();
    await onDisk;
    return result;
  };

  async function attempt<Result>(
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<{ result: Result; onDisk: Promise<void> }> {
    try {
      writer.exec('BEGIN IMMEDIATE');
      const rooms = new ChangingRooms(queries);
      const result = await work({ ...queries, rooms, changed });
      await rooms.keep();
      await log.synced();
      writer.exec('COMMIT');
      return { result, onDisk: log.sync() };
    } catch (error) {
      changed.forgetAll();
      // SQLite has ended the transaction itself where that is the only way on.
      if (writer.isTransaction) writer.exec('ROLLBACK');
      throw troubleWith(file, error);
    }
  }
}

/**
 * Prepares each statement once; the number of different ones is that of the source. With a log they
 * wait for what is on its way to the disk: after a power cut it might be something else.
 */
function queriesOn(database: DatabaseSync, log?: WriteAheadLog): Queries {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    async get<Row>(sql: string, ...values: Value[]) {
      if (log?.isSyncing) await log.synced();
      return prepared(sql).get(...values) as Row;
    },
    async all<Row>(sql: string, ...values: Value[]) {
      if (log?.isSyncing) await log.synced();
      return prepared(sql).all(...values) as Row[];
    },
    async run(sql, ...values) {
      return Number(prepared(sql).run(...values).changes);
    },
  };
}

function forWriting(database: DatabaseSync): DatabaseSync {
  database.exec('PRAGMA busy_timeout = 2000; PRAGMA foreign_keys = ON');
  database.exec('PRAGMA journal_mode = WAL');
  // What FULL would do more, and the checkpoints, is done by the log itself.
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
  return database;
}

function forReading(database: DatabaseSync): DatabaseSync {
  database.exec('PRAGMA busy_timeout = 2000');
  return database;
}

/** Takes a lock that the system lets go of when the process ends, however it ends. */
function own(lock: DatabaseSync): void {
  lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new StoreError(`The data folder ${folder} cannot be written to.`);
  }
}

/** SQLite would open a file that may only be read, and fail at the first change. */
function expectWritable(file: string): void {
  try {
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch {
    throw new StoreError(`The file ${file} cannot be written to.`);
  }
}

function explained(error: unknown, folder: string, file: string): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined) return error;
  if (code === busy) return new StoreError(`Another Causette is using the data in ${folder}.`);
  if (code === notADatabase || code === corrupt) {
    return new StoreError(`The file ${file} is damaged or no database of Causette.`);
  }
  return new StoreError(`The file ${file} cannot be used: ${error.message}.`);
}
