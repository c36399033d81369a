import type { Person } from '../../protocol/model.ts';
import { limits } from '../../protocol/limits.ts';
import { nameKey } from '../../protocol/text/names.ts';
import type { Queries } from './database.ts';
import { hoursNow } from './uptime.ts';

/** SessionRegistry that are over: nobody has used them for this time, in which the server ran. */
const unused = `used < ${hoursNow} - ${limits.session * 24}`;

/** Whose session it is, and the hours since it was written down as used, in which the server ran. */
export function personWithToken(
  queries: Queries,
  hash: string,
): Promise<(Person & { unused: number }) | undefined> {
  const sql = `SELECT people.id, name, ${hoursNow} - used AS unused
    FROM sessions JOIN people ON people.id = person WHERE hash = ? AND NOT (${unused})`;
  return queries.get(sql, hash);
}

export function personById(queries: Queries, id: string): Promise<Person | undefined> {
  return queries.get('SELECT id, name FROM people WHERE id = ?', id);
}

/** The revisions that the rooms had when somebody came, by the id of the room. */
export async function revisionsBefore(
  queries: Queries,
  person: string,
): Promise<Record<number, number>> {
  const sql = 'SELECT since FROM people WHERE id = ?';
  const row = await queries.get<{ since: string }>(sql, person);
  return JSON.parse(row?.since ?? '{}') as Record<number, number>;
}

export function personNamed(queries: Queries, name: string): Promise<Person | undefined> {
  return queries.get('SELECT id, name FROM people WHERE key = ?', nameKey(name));
}

/** Gives a person a name; one who gave it back a moment ago is here already. */
export async function addPerson(queries: Queries, { id, name }: Person): Promise<void> {
  const sql = `INSERT INTO people (id, name, key, at, since)
    VALUES (?, ?, ?, ${hoursNow}, (SELECT json_group_object(id || '', rev) FROM rooms WHERE rev > 0))
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key`;
  await queries.run(sql, id, name, nameKey(name));
}

export async function addSession(
  queries: Queries,
  hash: string,
  person: string,
  at: number,
): Promise<void> {
  const sql = `INSERT INTO sessions (hash, person, at, used) VALUES (?, ?, ?, ${hoursNow})`;
  await queries.run(sql, hash, person, at);
}

/** Somebody uses a session: it lasts on from now. */
export async function noteSessionUse(queries: Queries, hash: string): Promise<void> {
  await queries.run(`UPDATE sessions SET used = ${hoursNow} WHERE hash = ?`, hash);
}

/** Whether there are sessions that are over. */
export async function hasUnusedSessions(queries: Queries): Promise<boolean> {
  return (await queries.get(`SELECT 1 FROM sessions WHERE ${unused} LIMIT 1`)) !== undefined;
}

/** Ends at most so many of the sessions that are over. Returns how many it ended. */
export async function endUnusedSessions(queries: Queries, most: number): Promise<number> {
  const sql = `SELECT hash FROM sessions WHERE ${unused} LIMIT ?`;
  const over = await queries.all<{ hash: string }>(sql, most);
  for (const { hash } of over) await endSession(queries, hash);
  return over.length;
}

/** Ends a session; the last one of a person gives the name back. */
export async function endSession(queries: Queries, hash: string): Promise<void> {
  const ended = 'DELETE FROM sessions WHERE hash = ? RETURNING person';
  const row = await queries.get<{ person: string }>(ended, hash);
  if (row === undefined) return;
  const freed = `UPDATE people SET key = NULL WHERE id = ?1
    AND NOT EXISTS (SELECT 1 FROM sessions WHERE person = ?1)`;
  await queries.run(freed, row.person);
}

/** Ends every session of a person but this one. */
export async function endOtherSessions(
  queries: Queries,
  hash: string,
  person: string,
): Promise<void> {
  await queries.run('DELETE FROM sessions WHERE person = ? AND hash <> ?', person, hash);
}
