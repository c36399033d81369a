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

/** What a message takes of a page, and where it stands in it. */
interface Size {
  place: number;
  bytes: number;
}

const columns = 'messages.room AS room, rooms.name AS name, body';

export async function messageById(queries: Transaction, id: string): Promise<Kept | undefined> {
  const known = queries.changed.get(id);
  if (known !== undefined) return known;
  const sql = `SELECT ${columns} FROM messages JOIN rooms ON rooms.id = room WHERE messages.id = ?`;
  const row = await queries.get<Row & { room: number; name: string }>(sql, id);
  return row && { room: { id: row.room, name: row.name }, message: messageOf(row) };
}

/** Returns 0 when there is a message with this id already, which stays as it is, and 1 else. */
export function addMessage(queries: Queries, room: number, message: Message): Promise<number> {
  const { id, seq, rev, author, kind } = message;
  const sql = `INSERT INTO messages (id, room, seq, rev, author, kind, body)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`;
  return queries.run(sql, id, room, seq, rev, author.id, kind, JSON.stringify(message));
}

export async function changeMessage(queries: Transaction, kept: Kept): Promise<void> {
  const { message } = kept;
  const { id, rev, kind } = message;
  const sql = 'UPDATE messages SET rev = ?, kind = ?, body = ? WHERE id = ?';
  await queries.run(sql, rev, kind, JSON.stringify(message), id);
  queries.changed.remember(kept);
}

/** Changes to catch up with. */
export interface CatchUp {
  changes: RoomChanges;
  /** What their messages take, as they are kept. */
  bytes: number;
  /** The revision that the room had when they were read. */
  head: number;
}

/**
 * What a room has to say to somebody who holds it up to `after`: the next changed messages in the
 * order of their revisions, or its end when too much was missed. Undefined without such a room.
 */
export async function changesAfter(
  queries: Queries,
  name: string,
  after: number,
): Promise<CatchUp | undefined> {
  const room = await roomNamed(queries, name);
  if (room === undefined) return undefined;
  const isReset = after === 0 || after > room.rev || (await isTooMuch(queries, room, after));
  const read = await (isReset ? endOf(queries, room) : nextChanges(queries, room, after));
  return { ...read, head: room.rev };
}

/**
 * A message created since then has its place by `seq`, an older one by `rev`: a chunk is the next so
 * many of these places. Messages that were created there and changed again later come along, as they
 * are now: their places would else be holes until a later chunk.
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
  const sizes = await queries.all<Size>(missed, room.id, after, room.rev, limits.page);
  const { last, bytes } = pageOf(sizes, limits.page);
  const rev = last ?? room.rev;
  const sql = `
    SELECT rev, body FROM messages WHERE room = ?1 AND seq > ?2 AND seq <= ?3
    UNION ALL
    SELECT rev, body FROM messages WHERE room = ?1 AND rev > ?2 AND rev <= ?3 AND seq <= ?2
    ORDER BY rev`;
  const messages = (await queries.all<Row>(sql, room.id, after, rev)).map(messageOf);
  return { changes: { type: 'changes', room: room.name, from: after, rev, messages }, bytes };
}

async function isTooMuch(queries: Queries, room: RoomRow, after: number): Promise<boolean> {
  if (room.rev - after <= limits.catchUp) return false;
  const sql = 'SELECT 1 FROM messages WHERE room = ? AND rev > ? ORDER BY rev LIMIT 1 OFFSET ?';
  return (await queries.get(sql, room.id, after, limits.catchUp)) !== undefined;
}

async function endOf(queries: Queries, room: RoomRow): Promise<Read> {
  const { messages, floor, bytes } = await pageBefore(queries, room, room.rev + 1, limits.page);
  const inOrder = messages.toSorted((a, b) => a.rev - b.rev);
  const { name, rev } = room;
  const end = { messages: inOrder, reset: true, floor } as const;
  return { changes: { type: 'changes', room: name, from: 0, rev, ...end }, bytes };
}

/** A page of the messages before a place, in the order of `seq`; undefined without a room. */
export async function historyBefore(
  queries: Queries,
  name: string,
  before: number | undefined,
  limit: number = limits.page,
): Promise<History | undefined> {
  const room = await roomNamed(queries, name);
  if (room === undefined) return undefined;
  const { messages, floor } = await pageBefore(queries, room, before ?? room.rev + 1, limit);
  return { room: room.name, rev: room.rev, messages, floor };
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
  const sizes = await queries.all<Size>(latest, room.id, before, limit);
  const { last: first = 1, bytes } = pageOf(sizes, limit);
  const sql = 'SELECT body FROM messages WHERE room = ? AND seq >= ? AND seq < ? ORDER BY seq';
  const messages = (await queries.all<Row>(sql, room.id, first, before)).map(messageOf);
  return { messages, floor: first - 1, bytes };
}

/** Where a page ends: undefined where all that there are fit in it. And what it takes. */
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
