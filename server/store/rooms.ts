import { nameKey, roomName } from '../../protocol/text/names.ts';
import type { Queries } from './database.ts';
import type { RoomRow } from './records.ts';

/** The room with this name, given as its title or as its path. */
export function roomNamed(queries: Queries, name: string): Promise<RoomRow | undefined> {
  const sql = 'SELECT id, name, title, rev, said FROM rooms WHERE key = ?';
  return queries.get(sql, nameKey(roomName(name) ?? name));
}

export async function saveRevision(queries: Queries, { id, rev, said }: RoomRow): Promise<void> {
  await queries.run('UPDATE rooms SET rev = ?, said = ? WHERE id = ?', rev, said, id);
}

/** Adds a room. `maker` is null for rooms of the server itself. */
export async function addRoom(
  queries: Queries,
  { name, title = name, topic }: { name: string; title?: string; topic: string },
  { maker, at }: { maker: string | null; at: number } = { maker: null, at: 0 },
): Promise<void> {
  const sql = `INSERT INTO rooms (name, key, title, topic, rev, maker, at, said)
    VALUES (?, ?, ?, ?, 0, ?, ?6, ?6)`;
  await queries.run(sql, name, nameKey(name), title, topic, maker, at);
}

/** Number of rooms that a person has created since a time. Scans all rooms, which are few. */
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

/** Moves a read mark forward, never back. Returns its position. */
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
