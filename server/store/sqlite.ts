import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncOptions, type StatementSync } from 'node:sqlite';
import { StoreError, type Database, type Queries, type Value } from './database.ts';
import { migrate } from './migrations.ts';
import { codeOf, troubleWith } from './trouble.ts';

const busy = 5;
const notADatabase = 26;
const corrupt = 11;

/**
 * Opens the SQLite database in a folder, which is made if it is missing.
 * @throws StoreError when the folder or a file in it cannot be written, the file is no database of
 * ours, or another process owns it; nothing stays open then.
 */
export function openSqlite(folder: string): Database {
  makeFolder(folder);
  const [file, lock] = [join(folder, 'causette.db'), join(folder, 'owner.lock')];
  [file, `${file}-wal`, `${file}-shm`, lock].forEach(expectWritable);
  const opened: DatabaseSync[] = [];
  const open = (path: string, options: DatabaseSyncOptions = {}): DatabaseSync => {
    const database = new DatabaseSync(path, options);
    opened.unshift(database);
    return database;
  };
  const close = () => opened.forEach((database) => database.close());
  try {
    own(open(lock));
    const writer = forWriting(open(file));
    migrate(writer);
    const reader = forReading(open(file, { readOnly: true }));
    return { ...queriesOn(reader), transaction: transactionsOn(writer, file), close };
  } catch (error) {
    close();
    throw explained(error, folder, file);
  }
}

function transactionsOn(writer: DatabaseSync, file: string): Database['transaction'] {
  const queries = queriesOn(writer);
  return async (work) => {
    try {
      writer.exec('BEGIN IMMEDIATE');
      const result = await work(queries);
      writer.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite has ended the transaction itself where that is the only way on.
      if (writer.isTransaction) writer.exec('ROLLBACK');
      throw troubleWith(file, error);
    }
  };
}

/** Prepares each statement once; the number of different ones is that of the source. */
function queriesOn(database: DatabaseSync): Queries {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    get: async <Row>(sql: string, ...values: Value[]) => prepared(sql).get(...values) as Row,
    all: async <Row>(sql: string, ...values: Value[]) => prepared(sql).all(...values) as Row[],
    run: async (sql: string, ...values: Value[]) => void prepared(sql).run(...values),
  };
}

function forWriting(database: DatabaseSync): DatabaseSync {
  database.exec('PRAGMA busy_timeout = 2000; PRAGMA foreign_keys = ON');
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
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
