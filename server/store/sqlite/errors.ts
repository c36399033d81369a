import { StoreError } from '../database.ts';

/**
 * Advice for SQLite's primary result codes that no single change has caused: every change would fail.
 * https://sqlite.org/rescode.html
 */
const advice = new Map([
  [5, 'another program has locked it; end that program'],
  [8, 'it is read-only; give this user write permission'],
  [10, 'the disk fails or a quota is reached; see the system log'],
  [13, 'the disk is full; free some space'],
  [14, 'a file beside it cannot be opened; check the permissions of the folder'],
]);

/** The primary result code of an SQLite error; undefined for other errors. */
export function codeOf(error: unknown): number | undefined {
  const isSqliteError = error instanceof Error && 'errcode' in error;
  return isSqliteError ? Number(error.errcode) & 0xff : undefined;
}

/**
 * Converts the error of a failed write to a StoreError if the store has failed; else returns it.
 */
export function asStoreError(file: string, error: unknown): unknown {
  const known = advice.get(codeOf(error) ?? 0);
  if (known === undefined) return error;
  return new StoreError(`Nothing can be written to ${file}: ${known}.`, { cause: error });
}
