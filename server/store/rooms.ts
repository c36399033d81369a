import { nameKey } from '../../protocol/names.ts';
import type { Queries } from './database.ts';

export interface RoomRow {
  id: number;
  name: string;
  rev: number;
}

export function roomNamed(queries: Queries, name: string): Promise<RoomRow | undefined> {
  return queries.get('SELECT id, name, rev FROM rooms WHERE key = ?', nameKey(name));
}

export async function keepRevision(queries: Queries, { id, rev }: RoomRow): Promise<void> {
  await queries.run('UPDATE rooms SET rev = ? WHERE id = ?', rev, id);
}

/** Makes a room; nobody's are those that the server makes by itself. */
export async function addRoom(
  queries: Queries,
  { name, topic }: { name: string; topic: string },
  { maker, at }: { maker: string | null; at: number } = { maker: null, at: 0 },
): Promise<void> {
  const sql = 'INSERT INTO rooms (name, key, topic, rev, maker, at) VALUES (?, ?, ?, 0, ?, ?)';
  await queries.run(sql, name, nameKey(name), topic, maker, at);
}

/** How many rooms somebody has made since a time: there are few rooms to look through. */
export async function countRoomsMadeBy(
  queries: Queries,
  person: string,
  since: number,
): Promise<number> {
  const sql = 'SELECT count(*) AS count FROM rooms WHERE maker = ? AND at > ?';
  return (await queries.get<{ count: number }>(sql, person, since))!.count;
}

export async function countRooms(queries: Queries): Promise<number> {
  return (await queries.get<{ count: number }>('SELECT count(*) AS count FROM rooms'))!.count;
}

/** Moves a read mark forward, never back. Returns where it stands. */
export async function markRead(
  queries: Queries,
  person: string,
  room: RoomRow,
  seq: number,
): Promise<number> {
  const sql = `INSERT INTO reads VALUES (?, ?, ?)
    ON CONFLICT (person, room) DO UPDATE SET seq = max(seq, excluded.seq) RETURNING seq`;
  const upTo = Math.min(seq, room.rev);
  return (await queries.get<{ seq: number }>(sql, person, room.id, upTo))!.seq;
}
