import type { Queries } from './database.ts';
import { hoursNow } from './uptime.ts';

/** The revision that a change of this person was answered with; undefined when it is new. */
export async function answerTo(
  queries: Queries,
  person: string,
  id: string,
): Promise<{ rev: number | null } | undefined> {
  return queries.get('SELECT rev FROM answers WHERE person = ? AND id = ?', person, id);
}

/** Keeps the first answer to a change, for when the change is sent again. */
export async function keepAnswer(
  queries: Queries,
  { person, id, rev }: { person: string; id: string; rev: number | undefined },
): Promise<void> {
  const sql = `INSERT INTO answers (id, person, rev, at) VALUES (?, ?, ?, ${hoursNow})`;
  await queries.run(sql, id, person, rev ?? null);
}
