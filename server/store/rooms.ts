import { nameKey, roomAddress } from '../../protocol/text/names.ts';
import type { RoomKind } from '../../protocol/model.ts';
import type { Queries } from './database.ts';
import type { RoomRow } from './records.ts';

type Named = Pick<RoomRow, 'number' | 'id' | 'name'>;

/**
 * The room with this id or name, in any spelling. The id of a deleted room names no other room: what
 * was written for it must not reach another one.
 */
export async function roomNamed(queries: Queries, name: string): Promise<RoomRow | undefined> {
  const address = roomAddress(name) ?? name;
  const sql = `SELECT number, id, name, topic, kind, archived, maker, rev, said FROM rooms
    WHERE id = ? OR key = ? ORDER BY id = ?1 DESC LIMIT 1`;
  const room = await queries.get<RoomRow>(sql, address, nameKey(address));
  return isDeleted(room) ? undefined : room;
}

export async function saveRevision(
  queries: Queries,
  { number, rev, said }: RoomRow,
): Promise<void> {
  await queries.run('UPDATE rooms SET rev = ?, said = ? WHERE number = ?', rev, said, number);
}

/** The open room whose present name gives this address. */
export function openRoomNamed(queries: Queries, address: string): Promise<Named | undefined> {
  return queries.get('SELECT number, id, name FROM rooms WHERE key = ?', nameKey(address));
}

function isDeleted(room: { kind: string } | undefined): boolean {
  return room?.kind === 'deleted';
}

/** A room to add; by default an open room of the server itself. */
export interface NewRoom {
  id: string;
  name?: string;
  topic: string;
  kind?: RoomKind;
  maker?: string;
  /** Milliseconds since 1970. */
  at?: number;
}

export async function addRoom(
  queries: Queries,
  { id, name = id, topic, kind = 'open', maker, at = 0 }: NewRoom,
): Promise<void> {
  const sql = `INSERT INTO rooms (id, key, name, topic, kind, rev, maker, at, said)
    VALUES (?, ?, ?, ?, ?, 0, ?, ?7, ?7)`;
  await queries.run(sql, id, keyOf({ id, name, kind }), name, topic, kind, maker ?? null, at);
}

/** Stores a new name or topic, or whether the room is archived. */
export async function saveRoom(queries: Queries, room: RoomRow): Promise<void> {
  const { number, name, topic, archived } = room;
  const sql = 'UPDATE rooms SET key = ?, name = ?, topic = ?, archived = ? WHERE number = ?';
  await queries.run(sql, keyOf(room), name, topic, archived, number);
}

/** Nobody finds the room any more; its id stays taken. Its messages are deleted later. */
export async function deleteRoom(queries: Queries, { number, id }: RoomRow): Promise<void> {
  const sql = `UPDATE rooms SET kind = 'deleted', key = ?, name = '', topic = '' WHERE number = ?`;
  await queries.run(sql, secretKey(id), number);
  await queries.run('DELETE FROM members WHERE room = ?', number);
}

/** Ids of messages of deleted rooms, at most this number. */
export async function messagesOfDeletedRooms(queries: Queries, most: number): Promise<string[]> {
  const sql = `SELECT id FROM messages
    WHERE room IN (SELECT number FROM rooms WHERE kind = 'deleted') LIMIT ?`;
  return (await queries.all<{ id: string }>(sql, most)).map(({ id }) => id);
}

/** Whether an id was ever given to a room. */
export async function isRoomId(queries: Queries, id: string): Promise<boolean> {
  return (await queries.get('SELECT 1 FROM rooms WHERE id = ?', id)) !== undefined;
}

/** What names of open rooms are compared by. Names of other rooms do not exclude each other. */
function keyOf({ id, name, kind }: Pick<RoomRow, 'id' | 'name' | 'kind'>): string {
  return kind === 'open' ? nameKey(roomAddress(name) ?? name) : secretKey(id);
}

/** No name has this key: names do not begin with a number sign. */
function secretKey(id: string): string {
  return `#${id}`;
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
  return (await queries.get<{ count: number }>(
    "SELECT count(*) AS count FROM rooms WHERE kind <> 'deleted'",
  ))!.count;
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
