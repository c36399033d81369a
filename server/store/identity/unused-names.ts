import type { Queries } from '../database.ts';
import { endOtherSessions } from '../people.ts';
import type { KeyRange } from '../retention.ts';

/** Condition for a person who holds a name and was last seen before hour ?1 of uptime. */
const isUnseen = `key IS NOT NULL AND at < ?1
  AND NOT EXISTS (SELECT 1 FROM sessions WHERE person = people.id AND used >= ?1)`;

/** The people of a range who hold a name and were last seen before this hour of uptime. */
export async function unseenIn(
  queries: Queries,
  { after, until }: KeyRange,
  before: number,
): Promise<string[]> {
  const sql = `SELECT id FROM people WHERE ${isUnseen} AND id > ?2 AND id <= ?3`;
  const found = await queries.all<{ id: string }>(sql, before, after, until);
  return found.map(({ id }) => id);
}

/** The next messages after an id, with their authors. */
export function nextAuthors(
  queries: Queries,
  after: string,
  rows: number,
): Promise<{ id: string; author: string }[]> {
  return queries.all(
    'SELECT id, author FROM messages WHERE id > ? ORDER BY id LIMIT ?',
    after,
    rows,
  );
}

/** Frees the name of a person who is still unseen, and ends the ways back to it. */
export async function freeName(queries: Queries, id: string, before: number): Promise<void> {
  const sql = `UPDATE people SET key = NULL, recovery = NULL WHERE ${isUnseen} AND id = ?2`;
  if ((await queries.run(sql, before, id)) > 0) await endOtherSessions(queries, '', id);
}
