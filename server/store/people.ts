import type { Person } from '../../protocol/model.ts';
import { nameKey } from '../../protocol/names.ts';
import type { Queries } from './database.ts';

/** Bytes that show whether there is room. */
const tried = 32 * 1_024;

export async function epochOf(queries: Queries): Promise<string> {
  const row = await queries.get<{ epoch: string }>('SELECT epoch FROM store');
  if (row === undefined) throw new Error('the store has no epoch');
  return row.epoch;
}

export function personWithToken(queries: Queries, hash: string): Promise<Person | undefined> {
  const sql = `SELECT people.id, name FROM sessions JOIN people ON people.id = person
    WHERE hash = ?`;
  return queries.get(sql, hash);
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
  await queries.run('INSERT INTO sessions VALUES (?, ?, ?)', hash, person, at);
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
  person: string,
  id: string,
  rev: number | undefined,
): Promise<void> {
  await queries.run('INSERT INTO answers VALUES (?, ?, ?)', id, person, rev ?? null);
}

/** Writes as much as a few changes do, and leaves everything as it was. */
export async function tryToKeep(queries: Queries): Promise<void> {
  // SQLite does not write a row that stays the same.
  await queries.run('INSERT INTO answers VALUES (?, ?, NULL)', '', 'x'.repeat(tried));
  await queries.run('DELETE FROM answers WHERE id = ?', '');
}
