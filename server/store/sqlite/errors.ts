import { StoreError } from '../database.ts';

/**
 * SQLite's primary result codes of which no change is guilty: any other change would meet the same.
 * https://sqlite.org/rescode.html
 */
const advice = new Map([
  [5, 'another program holds it locked; end that program'],
  [8, 'it may only be read; let this user write it'],
  [10, 'its disk fails or a quota is reached; the log of the system says more'],
  [13, 'its disk is full; make room there'],
  [14, 'a file beside it cannot be opened; see that this user may write the folder'],
]);

/** The primary code of an error of SQLite; undefined when the error is none of its own. */
export function codeOf(error: unknown): number | undefined {
  const isOwn = error instanceof Error && 'errcode' in error;
  return isOwn ? Number(error.errcode) & 0xff : undefined;
}

/** What a failed write means: trouble of the store, for the operator, or the error as it is. */
export function troubleWith(file: string, error: unknown): unknown {
  const known = advice.get(codeOf(error) ?? 0);
  if (known === undefined) return error;
  return new StoreError(`Nothing can be written to ${file}: ${known}.`, { cause: error });
}
