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

export async function addRoom(queries: Queries, name: string, topic: string): Promise<void> {
  const sql = 'INSERT INTO rooms (name, key, topic, rev) VALUES (?, ?, ?, 0)';
  await queries.run(sql, name, nameKey(name), topic);
}

export async function countRooms(queries: Queries): Promise<number> {
  const row = await queries.get<{ count: number }>('SELECT count(*) AS count FROM rooms');
  return row?.count ?? 0;
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
  const row = await queries.get<{ seq: number }>(sql, person, room.id, Math.min(seq, room.rev));
  return row?.seq ?? 0;
}
