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
import { codeOf, troubleWith } from './errors.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

const busy = 5;
const notADatabase = 26;
const corrupt = 11;

/**
 * Opens the SQLite database in a folder, which is made if it is missing.
 * @throws StoreError when the folder or a file in it cannot be written, the file is no database of
 * ours, or another process owns it; nothing stays open then.
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
    own(open(lock));
    const writer = forWriting(open(file));
    migrate(writer);
    const reader = forReading(open(file, { readOnly: true }));
    log = new WriteAheadLog(file, writer, disk);
    // The files may hold all they are given, and be missing after a power cut.
    changed.forEach(disk.syncFolder);
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
  const changed = new MessageCache();
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
      const rooms = new RoomRevisions(queries);
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
      const look = (): Row => prepared(sql).get(...values) as Row;
      return log?.isSyncing ? log.look(look) : look();
    },
    async all<Row>(sql: string, ...values: Value[]) {
      const look = (): Row[] => prepared(sql).all(...values) as Row[];
      return log?.isSyncing ? log.look(look) : look();
    },
    async run(sql, ...values) {
      return Number(prepared(sql).run(...values).changes);
    },
  };
}

function forWriting(database: DatabaseSync): DatabaseSync {
  database.exec('PRAGMA busy_timeout = 2000; PRAGMA foreign_keys = ON');
  database.exec('PRAGMA journal_mode = WAL');
  // What was deleted or edited is to be gone from the file too.
  database.exec('PRAGMA secure_delete = ON');
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

function explained(error: unknown, folder: string, file: string): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined) return error;
  if (code === busy) return new StoreError(`Another Causette is using the data in ${folder}.`);
  if (code === notADatabase || code === corrupt) {
    return new StoreError(`The file ${file} is damaged or no database of Causette.`);
  }
  return new StoreError(`The file ${file} cannot be used: ${error.message}.`);
}
