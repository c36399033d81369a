import type { Queries } from './database.ts';
import { hoursNow } from './meta.ts';

/** The revision that a change took, and the id of the room that it made. */
interface Answer {
  rev: number | null;
  room: string | null;
}

/** The stored answer to a change of this person, or undefined if its id is new. */
export async function answerTo(
  queries: Queries,
  person: string,
  id: string,
): Promise<Answer | undefined> {
  return queries.get('SELECT rev, room FROM answers WHERE person = ? AND id = ?', person, id);
}

/** Stores the first answer to a change, for repeats of the change. */
export async function saveAnswer(
  queries: Queries,
  { person, id, rev, room }: { person: string; id: string } & Partial<Answer>,
): Promise<void> {
  const sql = `INSERT INTO answers (id, person, rev, room, at) VALUES (?, ?, ?, ?, ${hoursNow})`;
  await queries.run(sql, id, person, rev ?? null, room ?? null);
}
