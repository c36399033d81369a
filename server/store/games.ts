import type { GameMessage, Person } from '../../protocol/model.ts';
import type { Queries } from './database.ts';
import type { Kept } from './records.ts';

/** Open games that a welcome tells of besides one's own. */
export const mostLatest = 50;

/** Games of a kind that one change ends: the others of its turn do not wait for more. */
const mostEnded = 100;

const kept = `SELECT games.room AS id, rooms.name AS name, body FROM games
  JOIN messages ON messages.id = games.message JOIN rooms ON rooms.id = games.room`;

/** SQLite answers each half from an index alone, and an OR of the two from the table. */
const score = `SELECT coalesce(sum(winner = ?3), 0) AS one, coalesce(sum(winner = ?4), 0) AS other
  FROM (${won('?3', '?4')} UNION ALL ${won('?4', '?3')})`;

function won(first: string, second: string): string {
  return `SELECT winner FROM games
    WHERE room = ?1 AND game = ?2 AND is_open = 0 AND first = ${first} AND second = ${second}`;
}

/** A game as it is kept. */
export interface KeptGame extends Kept {
  message: GameMessage;
}

interface Row {
  id: number;
  name: string;
  body: string;
}

/** Keeps what is asked of games, in the transaction that changes the message. */
export async function keepGame(
  queries: Queries,
  room: number,
  { id, game, at, seats, invited, result }: GameMessage,
): Promise<void> {
  const [first, second] = seats.map((person) => person?.id ?? null);
  const winner = result?.is === 'won' ? (seats[result.seat]?.id ?? null) : null;
  const isOpen = result === undefined ? 1 : 0;
  await queries.run(
    `INSERT INTO games (message, room, game, first, second, invited, is_open, winner, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (message) DO UPDATE SET first = excluded.first, second = excluded.second,
       invited = excluded.invited, is_open = excluded.is_open, winner = excluded.winner`,
    id,
    room,
    game,
    first ?? null,
    second ?? null,
    invited?.id ?? null,
    isOpen,
    winner,
    at,
  );
}

/** A game goes on since then: somebody has moved, or taken the free seat. */
export async function noteMove(queries: Queries, message: string, at: number): Promise<void> {
  await queries.run('UPDATE games SET moved = ? WHERE message = ?', at, message);
}

/** Moves the times of all last moves by so many milliseconds, and none of them beyond `at`. */
export async function moveTurns(queries: Queries, by: number, at: number): Promise<void> {
  const sql = 'UPDATE games SET moved = min(moved + ?, ?) WHERE is_open = 1 AND moved IS NOT NULL';
  await queries.run(sql, by, at);
}

/** The open games that a person sits in or is invited to, oldest first. */
export async function openGamesOf(queries: Queries, person: string): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 AND (first = ?1 OR second = ?1 OR invited = ?1)
    ORDER BY games.at, messages.seq`;
  return (await queries.all<Row>(sql, person)).map(gameOf);
}

/** The open games that began last, the latest first. */
export async function latestOpenGames(queries: Queries): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 ORDER BY games.at DESC LIMIT ${mostLatest}`;
  return (await queries.all<Row>(sql)).map(gameOf);
}

/** The latest proposal in a room that a person may take. */
export async function proposalFor(
  queries: Queries,
  person: string,
  room: string,
): Promise<GameMessage | undefined> {
  const sql = `${kept} WHERE is_open = 1 AND (first IS NULL OR second IS NULL)
    AND rooms.name = ?2 AND coalesce(invited, ?1) = ?1 AND coalesce(first, second) <> ?1
    ORDER BY games.at DESC, messages.seq DESC LIMIT 1`;
  const row = await queries.get<Row>(sql, person, room);
  return row && gameOf(row).message;
}

/** Open games with both players. */
export async function begunGames(queries: Queries): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 AND first IS NOT NULL AND second IS NOT NULL`;
  return (await queries.all<Row>(sql)).map(gameOf);
}

/** Proposals that nobody took since before a time. */
export async function proposalsBefore(queries: Queries, at: number): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 AND games.at < ?
    AND (first IS NULL OR second IS NULL) ORDER BY games.at LIMIT ${mostEnded}`;
  return (await queries.all<Row>(sql, at)).map(gameOf);
}

/** Games whose last move was made before a time: all of them, or those with one of these people. */
export async function turnsBefore(
  queries: Queries,
  at: number,
  invited?: readonly string[],
): Promise<KeptGame[]> {
  const isWith = 'AND invited IN (SELECT value FROM json_each(?2))';
  const sql = `${kept} WHERE is_open = 1 AND moved < ?1 ${invited === undefined ? '' : isWith}
    ORDER BY moved LIMIT ${mostEnded}`;
  const people = invited === undefined ? [] : [JSON.stringify(invited)];
  return (await queries.all<Row>(sql, at, ...people)).map(gameOf);
}

/** Open games to which somebody was invited by whoever has this id, or one like `guest-*`. */
export async function countGamesWith(
  queries: Queries,
  invited: string,
  by: string,
): Promise<number> {
  const sql = `SELECT count(*) AS count FROM games WHERE is_open = 1 AND invited = ?1
    AND (first GLOB ?2 OR second GLOB ?2)`;
  return (await queries.get<{ count: number }>(sql, invited, by))!.count;
}

/** People who sit in a game that is being played. */
export async function playersOfOpenGames(queries: Queries): Promise<string[]> {
  const sql = `SELECT first AS person FROM games WHERE is_open = 1 AND second IS NOT NULL
    UNION SELECT second FROM games WHERE is_open = 1 AND first IS NOT NULL`;
  const rows = await queries.all<{ person: string | null }>(sql);
  return rows.flatMap(({ person }) => person ?? []);
}

export async function countOpenGames(queries: Queries, person: string): Promise<number> {
  const sql = `SELECT
    (SELECT count(*) FROM games WHERE is_open = 1 AND first = ?1) +
    (SELECT count(*) FROM games WHERE is_open = 1 AND second = ?1) AS count`;
  return (await queries.get<{ count: number }>(sql, person))!.count;
}

/** How many games of a kind each of two has won against the other in a room. */
export async function scoreBetween(
  queries: Queries,
  room: number,
  game: string,
  [one, other]: [Person, Person],
): Promise<[number, number]> {
  const ids = [one.id, other.id];
  const row = (await queries.get<Record<'one' | 'other', number>>(score, room, game, ...ids))!;
  return [row.one, row.other];
}

function gameOf({ id, name, body }: Row): KeptGame {
  return { room: { id, name }, message: JSON.parse(body) as GameMessage };
}
