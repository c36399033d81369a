import type { Person } from '../../protocol/model.ts';
import { limits } from '../../protocol/limits.ts';
import { nameKey } from '../../protocol/text/names.ts';
import type { PeopleFound } from '../../protocol/http.ts';
import { search, searchKey, searchWords } from '../../protocol/text/search.ts';
import type { Queries } from './database.ts';
import { hoursNow } from './meta.ts';

/** Condition for expired sessions: not used for this many hours of uptime. */
export const expired = `used < ${hoursNow} - ${limits.session * 24}`;

/** The person of a session that is not expired, and the hours of uptime since its last renewal. */
export function personWithToken(
  queries: Queries,
  hash: string,
): Promise<(Person & { unused: number }) | undefined> {
  const sql = `SELECT people.id, name, ${hoursNow} - used AS unused
    FROM sessions JOIN people ON people.id = person WHERE hash = ? AND NOT (${expired})`;
  return queries.get(sql, hash);
}

export function personById(queries: Queries, id: string): Promise<Person | undefined> {
  return queries.get('SELECT id, name FROM people WHERE id = ?', id);
}

/** A person who has their name: after the last sign-out it is free. */
export function personHoldingName(queries: Queries, id: string): Promise<Person | undefined> {
  return queries.get('SELECT id, name FROM people WHERE id = ? AND key IS NOT NULL', id);
}

/** The revisions of the rooms when a person signed in first, by room id. */
export async function revisionsBefore(
  queries: Queries,
  person: string,
): Promise<Record<number, number>> {
  const sql = 'SELECT since FROM people WHERE id = ?';
  const row = await queries.get<{ since: string }>(sql, person);
  return JSON.parse(row?.since ?? '{}') as Record<number, number>;
}

/** The people with these ids; ids of nobody are left out, repeated ones are named once. */
export async function peopleWithIds(queries: Queries, ids: readonly string[]): Promise<Person[]> {
  const people: Person[] = [];
  for (const id of new Set(ids)) {
    const person = await personById(queries, id);
    if (person !== undefined) people.push(person);
  }
  return people;
}

/** The people with these words in their names, as `search` ranks them. Reads the names of everybody. */
export async function peopleMatching(queries: Queries, text: string): Promise<PeopleFound> {
  const everybody = await queries.all<Person>('SELECT id, name FROM people WHERE key IS NOT NULL');
  const found = search(everybody, searchWords(text), ({ name }) => [searchKey(name)]);
  return { people: found.slice(0, limits.found), found: found.length };
}

export function personNamed(queries: Queries, name: string): Promise<Person | undefined> {
  return queries.get('SELECT id, name FROM people WHERE key = ?', nameKey(name));
}

/** Adds a person, or gives a person their name back who signed out a moment ago. */
export async function addPerson(queries: Queries, { id, name }: Person): Promise<void> {
  const sql = `INSERT INTO people (id, name, key, at, since)
    VALUES (?, ?, ?, ${hoursNow}, (SELECT json_group_object(number || '', rev) FROM rooms WHERE rev > 0))
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key`;
  await queries.run(sql, id, name, nameKey(name));
}

/** Adds a session. `at`: milliseconds since 1970. */
export async function addSession(
  queries: Queries,
  hash: string,
  person: string,
  at: number,
  device = { browser: '', system: '' },
): Promise<void> {
  const sql = `INSERT INTO sessions (hash, person, at, used, id, browser, system, seen)
    VALUES (?1, ?2, ?3, ${hoursNow}, lower(hex(randomblob(8))), ?4, ?5, ?3)`;
  await queries.run(sql, hash, person, at, device.browser, device.system);
}

/** Renews a session. `at`: milliseconds since 1970. */
export async function renewSession(queries: Queries, hash: string, at: number): Promise<void> {
  await queries.run(`UPDATE sessions SET used = ${hoursNow}, seen = ? WHERE hash = ?`, at, hash);
}

/** Whether there are expired sessions. */
export async function hasExpiredSessions(queries: Queries): Promise<boolean> {
  return (await queries.get(`SELECT 1 FROM sessions WHERE ${expired} LIMIT 1`)) !== undefined;
}

/** Ends at most `most` expired sessions. Returns the number of ended ones. */
export async function endExpiredSessions(queries: Queries, most: number): Promise<number> {
  const sql = `SELECT hash FROM sessions WHERE ${expired} LIMIT ?`;
  const over = await queries.all<{ hash: string }>(sql, most);
  for (const { hash } of over) await endSession(queries, hash);
  return over.length;
}

/** Ends a session. With a person's last session their name becomes free, unless a code brings it back. */
export async function endSession(queries: Queries, hash: string): Promise<void> {
  const ended = 'DELETE FROM sessions WHERE hash = ? RETURNING person, used';
  const row = await queries.get<{ person: string; used: number }>(ended, hash);
  if (row === undefined) return;
  const isLast = 'NOT EXISTS (SELECT 1 FROM sessions WHERE person = ?1)';
  const freed = `UPDATE people SET key = NULL WHERE id = ?1 AND recovery IS NULL AND ${isLast}`;
  await queries.run(freed, row.person);
  const seen = `UPDATE people SET at = max(at, ?2)
    WHERE id = ?1 AND recovery IS NOT NULL AND ${isLast}`;
  await queries.run(seen, row.person, row.used);
}

/** Ends all other sessions of a person. Returns their hashes. */
export async function endOtherSessions(
  queries: Queries,
  hash: string,
  person: string,
): Promise<string[]> {
  const sql = 'DELETE FROM sessions WHERE person = ? AND hash <> ? RETURNING hash';
  const ended = await queries.all<{ hash: string }>(sql, person, hash);
  return ended.map((each) => each.hash);
}
