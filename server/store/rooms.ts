import { nameKey, roomAddress } from '../../protocol/text/names.ts';
import type { Queries } from './database.ts';
import type { RoomRow } from './records.ts';

/** The room with this id or name, in any spelling. */
export function roomNamed(queries: Queries, name: string): Promise<RoomRow | undefined> {
  const sql = 'SELECT number, id, name, rev, said FROM rooms WHERE key = ?';
  return queries.get(sql, nameKey(roomAddress(name) ?? name));
}

export async function saveRevision(
  queries: Queries,
  { number, rev, said }: RoomRow,
): Promise<void> {
  await queries.run('UPDATE rooms SET rev = ?, said = ? WHERE number = ?', rev, said, number);
}

/** Adds a room. `maker` is null for rooms of the server itself. */
export async function addRoom(
  queries: Queries,
  { id, name = id, topic }: { id: string; name?: string; topic: string },
  { maker, at }: { maker: string | null; at: number } = { maker: null, at: 0 },
): Promise<void> {
  const sql = `INSERT INTO rooms (id, key, name, topic, rev, maker, at, said)
    VALUES (?, ?, ?, ?, 0, ?, ?6, ?6)`;
  await queries.run(sql, id, nameKey(id), name, topic, maker, at);
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
  return (await queries.get<{ seq: number }>(sql, person, room.number, upTo))!.seq;
}
