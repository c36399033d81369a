import type { OwnSession } from '../../../protocol/http.ts';
import type { Queries } from '../database.ts';
import { endSession, expired } from '../people.ts';

/** A session of a person, with the hash of its token. */
export interface SessionRow extends Omit<OwnSession, 'current'> {
  hash: string;
}

/** The sessions of a person that are not expired, the last used first. */
export function sessionsOf(queries: Queries, person: string): Promise<SessionRow[]> {
  const sql = `SELECT hash, id, browser, system, at, seen AS used FROM sessions
    WHERE person = ? AND NOT (${expired}) ORDER BY seen DESC, at DESC`;
  return queries.all(sql, person);
}

/** Ends one session of a person, by its id. Returns the hash of its token; undefined if there is none. */
export async function endSessionOf(
  queries: Queries,
  person: string,
  id: string,
): Promise<string | undefined> {
  const sql = 'SELECT hash FROM sessions WHERE person = ? AND id = ?';
  const found = await queries.get<{ hash: string }>(sql, person, id);
  if (found !== undefined) await endSession(queries, found.hash);
  return found?.hash;
}
