import { DatabaseSync, type DatabaseSyncOptions, type StatementSync } from 'node:sqlite';
import { MessageCache } from '../caches/message-cache.ts';
import { RoomRevisions } from '../caches/room-revisions.ts';
import {
  StoreError,
  type Database,
  type Queries,
  type Transaction,
  type Value,
} from '../database.ts';
import { prepareFolder } from './data-folder.ts';
import { realDisk, type Disk } from './disk.ts';
import { migrate } from './migrations.ts';
import { codeOf, asStoreError } from './errors.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

const busy = 5;
const notADatabase = 26;
const corrupt = 11;

/**
 * Opens the SQLite database in a folder, which is created if it is missing.
 * @throws StoreError if the folder or a file in it cannot be written to, the file is not a database
 * of Causette, or another process owns it. Nothing stays open then.
 */
export function openSqlite(folder: string, disk: Disk = realDisk): Database {
  const { database: file, lock, changed } = prepareFolder(folder);
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
    takeLock(open(lock));
    const writer = configureWriter(open(file));
    migrate(writer);
    const reader = configureReader(open(file, { readOnly: true }));
    log = new WriteAheadLog(file, writer, disk);
    // Without this the files themselves might be missing after a power failure.
    changed.forEach(disk.syncFolder);
    return { ...queriesOn(reader, log), transaction: transactionsOn(writer, file, log), close };
  } catch (error) {
    close();
    throw asOpenError(error, folder, file);
  }
}

function transactionsOn(
  writer: DatabaseSync,
  file: string,
  log: WriteAheadLog,
): Database['transaction'] {
  const queries = queriesOn(writer);
  const messages = new MessageCache();
  return async (work, committed = () => {}) => {
    await log.checkpointIfLong();
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
      const rooms = new RoomRevisions(queries);
      const result = await work({ ...queries, rooms, messages });
      await rooms.save();
      await log.synced();
      writer.exec('COMMIT');
      return { result, onDisk: log.sync() };
    } catch (error) {
      messages.clear();
      // On some errors SQLite has rolled back already.
      if (writer.isTransaction) writer.exec('ROLLBACK');
      throw asStoreError(file, error);
    }
  }
}

/**
 * Prepares each statement once; their number is limited by the source code. With a log, reads wait
 * for a running sync: data that is not on disk yet might be lost in a power failure.
 */
function queriesOn(database: DatabaseSync, log?: WriteAheadLog): Queries {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    async get<Row>(sql: string, ...values: Value[]) {
      const read = (): Row => prepare(sql).get(...values) as Row;
      return log?.isSyncing ? log.read(read) : read();
    },
    async all<Row>(sql: string, ...values: Value[]) {
      const read = (): Row[] => prepare(sql).all(...values) as Row[];
      return log?.isSyncing ? log.read(read) : read();
    },
    async run(sql, ...values) {
      return Number(prepare(sql).run(...values).changes);
    },
  };
}

function configureWriter(database: DatabaseSync): DatabaseSync {
  database.exec('PRAGMA busy_timeout = 2000; PRAGMA foreign_keys = ON');
  database.exec('PRAGMA journal_mode = WAL');
  // Deleted and edited texts must be overwritten in the file too.
  database.exec('PRAGMA secure_delete = ON');
  // The additional syncs of FULL and the checkpoints are done by `WriteAheadLog`.
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
  return database;
}

function configureReader(database: DatabaseSync): DatabaseSync {
  database.exec('PRAGMA busy_timeout = 2000');
  return database;
}

/** Takes a lock that the system releases when the process ends, however it ends. */
function takeLock(lock: DatabaseSync): void {
  lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
}

function asOpenError(error: unknown, folder: string, file: string): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined) return error;
  if (code === busy) return new StoreError(`Another Causette is using the data in ${folder}.`);
  if (code === notADatabase || code === corrupt) {
    return new StoreError(`The file ${file} is damaged or no database of Causette.`);
  }
  return new StoreError(`The file ${file} cannot be used: ${error.message}.`);
}
