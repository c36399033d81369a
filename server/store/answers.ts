import type { Queries } from './database.ts';
import { hoursNow } from './uptime.ts';

/** The stored answer to a change of this person, or undefined if its id is new. */
export async function answerTo(
  queries: Queries,
  person: string,
  id: string,
): Promise<{ rev: number | null } | undefined> {
  return queries.get('SELECT rev FROM answers WHERE person = ? AND id = ?', person, id);
}

/** Stores the first answer to a change, for repeats of the change. */
export async function saveAnswer(
  queries: Queries,
  { person, id, rev }: { person: string; id: string; rev: number | undefined },
): Promise<void> {
  const sql = `INSERT INTO answers (id, person, rev, at) VALUES (?, ?, ?, ${hoursNow})`;
  await queries.run(sql, id, person, rev ?? null);
}
