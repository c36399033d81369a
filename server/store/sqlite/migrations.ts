import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../database.ts';

const folder = join(import.meta.dirname, 'migrations');

/**
 * Migrates the tables to the newest version: applies each numbered file once, in order, atomically.
 * @throws StoreError if the database was created by a later version.
 */
export function migrate(database: DatabaseSync): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const done = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (done > files.length) {
    throw new StoreError('The data was made by a later version of Causette; start that one.');
  }
  files.slice(done).forEach((file, index) => {
    const sql = readFileSync(join(folder, file), 'utf8');
    apply(database, sql, done + index + 1);
  });
}

/** On an error the caller closes the database, which rolls the transaction back. */
function apply(database: DatabaseSync, sql: string, version: number): void {
  database.exec('BEGIN IMMEDIATE');
  database.exec(`${sql}; PRAGMA user_version = ${version}`);
  database.exec('COMMIT');
}
