import { limits } from '../../../protocol/limits.ts';
import type { Person } from '../../../protocol/model.ts';
import { nameKey } from '../../../protocol/text/names.ts';
import type { Queries } from '../database.ts';

/** When a person last changed their name, in milliseconds since 1970; undefined if never. */
export async function lastRename(queries: Queries, id: string): Promise<number | undefined> {
  const sql = 'SELECT renamed FROM people WHERE id = ?';
  const row = await queries.get<{ renamed: number | null }>(sql, id);
  return row?.renamed ?? undefined;
}

export async function rename(queries: Queries, { id, name }: Person, at: number): Promise<void> {
  const sql = 'UPDATE people SET name = ?, key = ?, renamed = ? WHERE id = ?';
  await queries.run(sql, name, nameKey(name), at, id);
}

/** The people whose messages may name them otherwise, the last renamed ones. */
export function renamedPeople(queries: Queries): Promise<Person[]> {
  const sql = `SELECT id, name FROM people WHERE renamed IS NOT NULL
    ORDER BY renamed DESC LIMIT ${limits.renamed}`;
  return queries.all(sql);
}
