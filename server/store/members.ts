import type { Person } from '../../protocol/model.ts';
import type { Queries } from './database.ts';
import type { RoomRow } from './records.ts';

/** Whether a person is in a room, as stored: everyone else is in an open room, and in no private one. */
export async function membershipOf(
  queries: Queries,
  person: string,
  room: number,
): Promise<boolean | undefined> {
  const sql = 'SELECT is_in FROM members WHERE person = ? AND room = ?';
  const row = await queries.get<{ is_in: number }>(sql, person, room);
  return row && row.is_in === 1;
}

/** Puts a person into a private room, or back into an open one. */
export async function addMember(queries: Queries, person: string, room: RoomRow): Promise<void> {
  if (room.kind === 'open') {
    await queries.run('DELETE FROM members WHERE person = ? AND room = ?', person, room.number);
  } else await setMember(queries, person, room, 1);
}

/** Takes a person out of a room. */
export async function removeMember(queries: Queries, person: string, room: RoomRow): Promise<void> {
  if (room.kind === 'open') return setMember(queries, person, room, 0);
  await queries.run('DELETE FROM members WHERE person = ? AND room = ?', person, room.number);
}

/** The members of a private room, in the order in which they came, the maker before those invited at once. */
export function membersOf(queries: Queries, room: number): Promise<Person[]> {
  const sql = `SELECT people.id, people.name FROM members
    JOIN people ON people.id = person JOIN rooms ON number = room
    WHERE room = ? AND is_in = 1 ORDER BY members.since, people.id IS NOT maker, people.id`;
  return queries.all(sql, room);
}

async function setMember(
  queries: Queries,
  person: string,
  { number, rev }: RoomRow,
  isIn: 0 | 1,
): Promise<void> {
  const sql = `INSERT INTO members (person, room, since, is_in) VALUES (?, ?, ?, ?)
    ON CONFLICT (person, room) DO UPDATE SET since = excluded.since, is_in = excluded.is_in`;
  await queries.run(sql, person, number, rev, isIn);
}
