import type { Reacted } from '../../protocol/http.ts';
import { limits } from '../../protocol/limits.ts';
import type { Person, TextMessage } from '../../protocol/model.ts';
import { nameKey } from '../../protocol/text/names.ts';
import type { Queries } from './database.ts';

const inOrder = 'SELECT person AS id, name, place FROM reactions WHERE message = ? AND emoji = ?';

interface Row extends Person {
  place: number;
}

/** Returns 1, or 0 if this person has reacted with the emoji before. */
export function addReaction(
  queries: Queries,
  { id, rev }: TextMessage,
  emoji: string,
  person: Person,
): Promise<number> {
  // Every reaction advances the revision of the message, so that it orders the people.
  const sql = `INSERT INTO reactions (message, person, emoji, name, place)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  return queries.run(sql, id, person.id, emoji, person.name, rev);
}

/** Returns 1, or 0 if this person has not reacted with the emoji. */
export function removeReaction(
  queries: Queries,
  { id }: TextMessage,
  emoji: string,
  person: Person,
): Promise<number> {
  const sql = 'DELETE FROM reactions WHERE message = ? AND person = ? AND emoji = ?';
  return queries.run(sql, id, person.id, emoji);
}

export async function removeAllReactions(queries: Queries, message: string): Promise<void> {
  await queries.run('DELETE FROM reactions WHERE message = ?', message);
}

/** The first people who reacted, whom the message itself names. */
export async function firstToReact(
  queries: Queries,
  message: string,
  emoji: string,
): Promise<Person[]> {
  const sql = `${inOrder} ORDER BY place LIMIT ${limits.reactionNames}`;
  return (await queries.all<Row>(sql, message, emoji)).map(plain);
}

/**
 * The requester's own reactions to a message, and a page of the people who reacted with `emoji`,
 * after a position. Undefined if there is no such message in the room.
 */
export async function reactedTo(
  queries: Queries,
  [room, message]: [room: string, message: string],
  requester: string,
  emoji?: string,
  after = -1,
): Promise<Reacted | undefined> {
  const known = `SELECT 1 FROM messages JOIN rooms ON number = messages.room
    WHERE messages.id = ? AND (rooms.id = ?2 OR rooms.key = ?3)`;
  if ((await queries.get(known, message, room, nameKey(room))) === undefined) return undefined;
  const mine = 'SELECT emoji FROM reactions WHERE message = ? AND person = ? ORDER BY place';
  const own = await queries.all<{ emoji: string }>(mine, message, requester);
  const page = emoji === undefined ? {} : await pageOf(queries, message, emoji, after);
  return { own: own.map((row) => row.emoji), people: [], ...page };
}

async function pageOf(
  queries: Queries,
  message: string,
  emoji: string,
  after: number,
): Promise<Pick<Reacted, 'people' | 'next'>> {
  const sql = `${inOrder} AND place > ? ORDER BY place LIMIT ${limits.page + 1}`;
  const rows = await queries.all<Row>(sql, message, emoji, after);
  const people = rows.slice(0, limits.page);
  const isLast = rows.length === people.length;
  return { people: people.map(plain), ...(!isLast && { next: people.at(-1)!.place }) };
}

function plain({ id, name }: Row): Person {
  return { id, name };
}
