import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StoreError, type Database, type Queries, type Value } from './database.ts';
import { migrate } from './migrations.ts';

const busy = 5;
const notADatabase = 26;
const corrupt = 11;

/**
 * Opens the SQLite database in a folder, which is made if it is missing.
 * @throws StoreError when the folder cannot be written, the file is no database of ours, or
 * another process owns it.
 */
export function openSqlite(folder: string): Database {
  makeFolder(folder);
  const file = join(folder, 'causette.db');
  try {
    const owned = own(folder);
    const writer = open(file);
    migrate(writer);
    return databaseOf(writer, open(file, true), owned);
  } catch (error) {
    throw explained(error, folder, file);
  }
}

function databaseOf(writer: DatabaseSync, reader: DatabaseSync, owned: DatabaseSync): Database {
  const writing = queriesOn(writer);
  return {
    ...queriesOn(reader),
    async transaction(work) {
      writer.exec('BEGIN IMMEDIATE');
      try {
        const result = await work(writing);
        writer.exec('COMMIT');
        return result;
      } catch (error) {
        if (writer.isTransaction) writer.exec('ROLLBACK');
        throw error;
      }
    },
    close() {
      for (const database of [reader, writer, owned]) database.close();
    },
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

function open(file: string, readOnly = false): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly });
  database.exec('PRAGMA busy_timeout = 2000');
  if (!readOnly) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('PRAGMA foreign_keys = ON');
  return database;
}

/** Holds a lock that the system lets go of when the process ends, however it ends. */
function own(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, 'owner.lock'));
  lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  return lock;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new StoreError(`The data folder ${folder} cannot be written to.`);
  }
}

function explained(error: unknown, folder: string, file: string): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  if (code === busy) return new StoreError(`Another Causette is using the data in ${folder}.`);
  if (code === notADatabase || code === corrupt) {
    return new StoreError(`The file ${file} is damaged or no database of Causette.`);
  }
  return error;
}
