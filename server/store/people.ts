import type { Person } from '../../protocol/model.ts';
import { limits } from '../../protocol/limits.ts';
import { nameKey } from '../../protocol/names.ts';
import type { Queries } from './database.ts';

/** Bytes that show whether there is room. */
const tried = 32 * 1_024;

export async function epochOf(queries: Queries): Promise<string> {
  const row = await queries.get<{ epoch: string }>('SELECT epoch FROM store');
  if (row === undefined) throw new Error('the store has no epoch');
  return row.epoch;
}

/** Milliseconds without use after which a session is over. */
const sessionLasts = limits.session * 24 * 60 * 60 * 1_000;

/** Whose session it is at this time, and when it was last written down as used. */
export function personWithToken(
  queries: Queries,
  hash: string,
  at: number,
): Promise<(Person & { used: number }) | undefined> {
  const sql = `SELECT people.id, name, used FROM sessions JOIN people ON people.id = person
    WHERE hash = ? AND used > ?`;
  return queries.get(sql, hash, at - sessionLasts);
}

export function personById(queries: Queries, id: string): Promise<Person | undefined> {
  return queries.get('SELECT id, name FROM people WHERE id = ?', id);
}

export function personNamed(queries: Queries, name: string): Promise<Person | undefined> {
  return queries.get('SELECT id, name FROM people WHERE key = ?', nameKey(name));
}

/** Gives a person a name; one who gave it back a moment ago is here already. */
export async function addPerson(queries: Queries, { id, name }: Person, at: number): Promise<void> {
  const sql = `INSERT INTO people VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key`;
  await queries.run(sql, id, name, nameKey(name), at);
}

export async function addSession(
  queries: Queries,
  hash: string,
  person: string,
  at: number,
): Promise<void> {
  const sql = 'INSERT INTO sessions (hash, person, at, used) VALUES (?1, ?2, ?3, ?3)';
  await queries.run(sql, hash, person, at);
}

/** Somebody uses a session: it lasts on from this time. A clock that was set back takes nothing. */
export async function noteSessionUse(queries: Queries, hash: string, at: number): Promise<void> {
  await queries.run('UPDATE sessions SET used = MAX(used, ?) WHERE hash = ?', at, hash);
}

/** Whether there are sessions that are over at this time. */
export async function hasUnusedSessions(queries: Queries, at: number): Promise<boolean> {
  const sql = 'SELECT 1 FROM sessions WHERE used <= ? LIMIT 1';
  return (await queries.get(sql, at - sessionLasts)) !== undefined;
}

/** Ends at most so many of the sessions that are over at this time. Returns how many it ended. */
export async function endUnusedSessions(
  queries: Queries,
  at: number,
  most: number,
): Promise<number> {
  const sql = 'SELECT hash FROM sessions WHERE used <= ? LIMIT ?';
  const over = await queries.all<{ hash: string }>(sql, at - sessionLasts, most);
  for (const { hash } of over) await endSession(queries, hash);
  return over.length;
}

/** Ends a session; the last one of a person gives the name back. Returns whose it was. */
export async function endSession(queries: Queries, hash: string): Promise<string | undefined> {
  const ended = 'DELETE FROM sessions WHERE hash = ? RETURNING person';
  const row = await queries.get<{ person: string }>(ended, hash);
  if (row === undefined) return undefined;
  const freed = `UPDATE people SET key = NULL WHERE id = ?1
    AND NOT EXISTS (SELECT 1 FROM sessions WHERE person = ?1)`;
  await queries.run(freed, row.person);
  return row.person;
}

/** Ends every session of a person but this one. */
export async function endOtherSessions(
  queries: Queries,
  hash: string,
  person: string,
): Promise<void> {
  await queries.run('DELETE FROM sessions WHERE person = ? AND hash <> ?', person, hash);
}

/** The revision that a change of this person was answered with; undefined when it is new. */
export async function answerTo(
  queries: Queries,
  person: string,
  id: string,
): Promise<{ rev: number | null } | undefined> {
  return queries.get('SELECT rev FROM answers WHERE person = ? AND id = ?', person, id);
}

export async function keepAnswer(
  queries: Queries,
  { person, id, rev, at }: { person: string; id: string; rev: number | undefined; at: number },
): Promise<void> {
  const sql = 'INSERT INTO answers (id, person, rev, at) VALUES (?, ?, ?, ?)';
  await queries.run(sql, id, person, rev ?? null, at);
}

/** Writes as much as a few changes do, and leaves everything as it was. */
export async function tryToKeep(queries: Queries): Promise<void> {
  // SQLite does not write a row that stays the same.
  await queries.run("INSERT INTO answers (id, person) VALUES ('', ?)", 'x'.repeat(tried));
  await queries.run('DELETE FROM answers WHERE id = ?', '');
}
