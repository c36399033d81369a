import type { RoomChanges } from '../../protocol/frames.ts';
import type { History } from '../../protocol/http.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/model.ts';
import type { Queries, Transaction } from './database.ts';
import type { Kept, RoomRow } from './records.ts';
import { roomNamed } from './rooms.ts';

interface Row {
  body: string;
}

/** Size of a message in bytes, and its position in the order of the page. */
interface Size {
  place: number;
  bytes: number;
}

const columns = 'number, rooms.id AS room, body';

export async function messageById(queries: Transaction, id: string): Promise<Kept | undefined> {
  const known = queries.messages.get(id);
  if (known !== undefined) return known;
  const sql = `SELECT ${columns} FROM messages JOIN rooms ON number = messages.room WHERE messages.id = ?`;
  const row = await queries.get<Row & { number: number; room: string }>(sql, id);
  return row && { room: { number: row.number, id: row.room }, message: messageOf(row) };
}

/** Returns 1, or 0 if there is a message with this id already, which is not changed. */
export function addMessage(queries: Queries, room: number, message: Message): Promise<number> {
  const { id, seq, rev, author, kind } = message;
  const sql = `INSERT INTO messages (id, room, seq, rev, author, kind, body)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`;
  return queries.run(sql, id, room, seq, rev, author.id, kind, JSON.stringify(message));
}

/** Deletes a message of a deleted room, with its game and its reactions. */
export async function deleteMessage(queries: Queries, id: string): Promise<void> {
  await queries.run('DELETE FROM reactions WHERE message = ?', id);
  await queries.run('DELETE FROM games WHERE message = ?', id);
  await queries.run('DELETE FROM messages WHERE id = ?', id);
}

export async function changeMessage(queries: Transaction, kept: Kept): Promise<void> {
  const { message } = kept;
  const { id, rev, kind } = message;
  const sql = 'UPDATE messages SET rev = ?, kind = ?, body = ? WHERE id = ?';
  await queries.run(sql, rev, kind, JSON.stringify(message), id);
  queries.messages.add(kept);
}

/** Missed changes of a room. */
export interface CatchUp {
  changes: RoomChanges;
  /** Size of their messages as stored, in bytes. */
  bytes: number;
  /** The revision of the room when they were read. */
  head: number;
}

/**
 * The changes of a room for a client at revision `after`: the next changed messages in the order of
 * their revisions, or the newest page (reset) if too much was missed. Undefined if there is no such
 * room.
 */
export async function changesAfter(
  queries: Queries,
  name: string,
  after: number,
): Promise<CatchUp | undefined> {
  const room = await roomNamed(queries, name);
  if (room === undefined) return undefined;
  const isReset = after === 0 || after > room.rev || (await isTooMuch(queries, room, after));
  const read = await (isReset ? newestPage(queries, room) : nextChanges(queries, room, after));
  return { ...read, head: room.rev };
}

/**
 * Missed messages are ordered by `seq` if they were created since then, else by `rev`, and a chunk
 * contains the first ones. A message that was created in this range and changed again later is
 * included in its current state: otherwise its position would be a gap until a later chunk.
 */
const missed = `
  SELECT seq AS place, octet_length(body) AS bytes FROM (SELECT seq, body FROM messages
    WHERE room = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4)
  UNION ALL
  SELECT rev, octet_length(body) FROM (SELECT rev, body FROM messages
    WHERE room = ?1 AND rev > ?2 AND rev <= ?3 AND seq <= ?2 ORDER BY rev LIMIT ?4)
  ORDER BY place LIMIT ?4`;

type Read = Pick<CatchUp, 'changes' | 'bytes'>;

async function nextChanges(queries: Queries, room: RoomRow, after: number): Promise<Read> {
  const sizes = await queries.all<Size>(missed, room.number, after, room.rev, limits.page);
  const { last, bytes } = pageOf(sizes, limits.page);
  const rev = last ?? room.rev;
  const sql = `
    SELECT rev, body FROM messages WHERE room = ?1 AND seq > ?2 AND seq <= ?3
    UNION ALL
    SELECT rev, body FROM messages WHERE room = ?1 AND rev > ?2 AND rev <= ?3 AND seq <= ?2
    ORDER BY rev`;
  const messages = (await queries.all<Row>(sql, room.number, after, rev)).map(messageOf);
  return { changes: { type: 'changes', room: room.id, from: after, rev, messages }, bytes };
}

async function isTooMuch(queries: Queries, room: RoomRow, after: number): Promise<boolean> {
  if (room.rev - after <= limits.catchUp) return false;
  const sql = 'SELECT 1 FROM messages WHERE room = ? AND rev > ? ORDER BY rev LIMIT 1 OFFSET ?';
  return (await queries.get(sql, room.number, after, limits.catchUp)) !== undefined;
}

async function newestPage(queries: Queries, room: RoomRow): Promise<Read> {
  const { messages, floor, bytes } = await pageBefore(queries, room, room.rev + 1, limits.page);
  const inOrder = messages.toSorted((a, b) => a.rev - b.rev);
  const { id, rev } = room;
  const end = { messages: inOrder, reset: true, floor } as const;
  return { changes: { type: 'changes', room: id, from: 0, rev, ...end }, bytes };
}

/**
 * A page of the messages with `seq` below `before`, in that order; undefined if there is no room.
 */
export async function historyBefore(
  queries: Queries,
  name: string,
  before: number | undefined,
  limit: number = limits.page,
): Promise<History | undefined> {
  const room = await roomNamed(queries, name);
  if (room === undefined) return undefined;
  const { messages, floor } = await pageBefore(queries, room, before ?? room.rev + 1, limit);
  return { room: room.id, rev: room.rev, messages, floor };
}

const latest = `
  SELECT seq AS place, octet_length(body) AS bytes FROM messages
  WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?`;

async function pageBefore(
  queries: Queries,
  room: RoomRow,
  before: number,
  limit: number,
): Promise<{ messages: Message[]; floor: number; bytes: number }> {
  const sizes = await queries.all<Size>(latest, room.number, before, limit);
  const { last: first = 1, bytes } = pageOf(sizes, limit);
  const sql = 'SELECT body FROM messages WHERE room = ? AND seq >= ? AND seq < ? ORDER BY seq';
  const messages = (await queries.all<Row>(sql, room.number, first, before)).map(messageOf);
  return { messages, floor: first - 1, bytes };
}

/** The last position of a page, undefined if everything fits, and the bytes of its messages. */
function pageOf(sizes: Size[], limit: number): { last: number | undefined; bytes: number } {
  let bytes = 0;
  for (const [index, size] of sizes.entries()) {
    if (index > 0 && bytes + size.bytes > limits.pageBytes) {
      return { last: sizes[index - 1]?.place, bytes };
    }
    bytes += size.bytes;
  }
  return { last: sizes[limit - 1]?.place, bytes };
}

function messageOf({ body }: Row): Message {
  return JSON.parse(body) as Message;
}
