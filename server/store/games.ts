import type { GameMessage, Person, RoomKind } from '../../protocol/model.ts';
import type { Queries } from './database.ts';
import type { Kept } from './records.ts';

/** Most open games of others in a welcome. */
export const maxLatest = 50;

/** Most games that one change ends, so that other changes of the transaction do not wait long. */
const maxEnded = 100;

const kept = `SELECT number, rooms.id AS id, body FROM games
  JOIN messages ON messages.id = games.message JOIN rooms ON number = games.room`;

/** A UNION, because SQLite answers each half from an index alone, but an OR from the table. */
const score = `SELECT coalesce(sum(winner = ?3), 0) AS one, coalesce(sum(winner = ?4), 0) AS other
  FROM (${won('?3', '?4')} UNION ALL ${won('?4', '?3')})`;

function won(first: string, second: string): string {
  return `SELECT winner FROM games
    WHERE room = ?1 AND game = ?2 AND is_open = 0 AND first = ${first} AND second = ${second}`;
}

/** A stored game and its room. */
export interface KeptGame extends Kept {
  message: GameMessage;
}

interface Row {
  number: number;
  id: string;
  body: string;
}

/** Updates the searchable columns of a game in the transaction that changes its message. */
export async function saveGame(
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

/** Sets the time from which the next move is due: a player has moved, or taken the free seat. */
export async function noteMove(queries: Queries, message: string, at: number): Promise<void> {
  await queries.run('UPDATE games SET moved = ? WHERE message = ?', at, message);
}

/** Shifts the times of all last moves by `by` milliseconds, none of them beyond `at`. */
export async function shiftMoves(queries: Queries, by: number, at: number): Promise<void> {
  const sql = 'UPDATE games SET moved = min(moved + ?, ?) WHERE is_open = 1 AND moved IS NOT NULL';
  await queries.run(sql, by, at);
}

/**
 * The open games in which a person plays or to which they are invited, oldest first; `only` those in
 * rooms of a kind.
 */
export async function openGamesOf(
  queries: Queries,
  person: string,
  only?: RoomKind,
): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 AND (first = ?1 OR second = ?1 OR invited = ?1)
    AND rooms.kind = coalesce(?2, rooms.kind) ORDER BY games.at, messages.seq`;
  return (await queries.all<Row>(sql, person, only ?? null)).map(gameOf);
}

/** The open games of a room, oldest first. */
export async function openGamesIn(queries: Queries, room: number): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 AND games.room = ? ORDER BY games.at, messages.seq`;
  return (await queries.all<Row>(sql, room)).map(gameOf);
}

/** The latest open games in private rooms of which a person is a member, newest first. */
export async function privateGamesSeenBy(queries: Queries, person: string): Promise<KeptGame[]> {
  const sql = `SELECT number, rooms.id AS id, body FROM members
    CROSS JOIN rooms ON number = members.room AND rooms.kind = 'private'
    CROSS JOIN games ON games.room = number AND is_open = 1
    CROSS JOIN messages ON messages.id = games.message
    WHERE person = ? AND is_in = 1 ORDER BY games.at DESC LIMIT ${maxLatest}`;
  return (await queries.all<Row>(sql, person)).map(gameOf);
}

/** The latest open games in open rooms, newest first. */
export async function latestOpenGames(queries: Queries): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 AND rooms.kind = 'open' ORDER BY games.at DESC LIMIT ${maxLatest}`;
  return (await queries.all<Row>(sql)).map(gameOf);
}

/** The latest proposal in a room that a person may accept. */
export async function proposalFor(
  queries: Queries,
  person: string,
  room: string,
): Promise<GameMessage | undefined> {
  const sql = `${kept} WHERE is_open = 1 AND (first IS NULL OR second IS NULL)
    AND rooms.id = ?2 AND coalesce(invited, ?1) = ?1 AND coalesce(first, second) <> ?1
    ORDER BY games.at DESC, messages.seq DESC LIMIT 1`;
  const row = await queries.get<Row>(sql, person, room);
  return row && gameOf(row).message;
}

/** Open games with both players. */
export async function startedGames(queries: Queries): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 AND first IS NOT NULL AND second IS NOT NULL`;
  return (await queries.all<Row>(sql)).map(gameOf);
}

/** Open proposals from before a time. */
export async function proposalsBefore(queries: Queries, at: number): Promise<KeptGame[]> {
  const sql = `${kept} WHERE is_open = 1 AND games.at < ?
    AND (first IS NULL OR second IS NULL) ORDER BY games.at LIMIT ${maxEnded}`;
  return (await queries.all<Row>(sql, at)).map(gameOf);
}

/** Games with the last move before a time: all of them, or those to which one of `invited` was. */
export async function turnsBefore(
  queries: Queries,
  at: number,
  invited?: readonly string[],
): Promise<KeptGame[]> {
  const isWith = 'AND invited IN (SELECT value FROM json_each(?2))';
  const sql = `${kept} WHERE is_open = 1 AND moved < ?1 ${invited === undefined ? '' : isWith}
    ORDER BY moved LIMIT ${maxEnded}`;
  const people = invited === undefined ? [] : [JSON.stringify(invited)];
  return (await queries.all<Row>(sql, at, ...people)).map(gameOf);
}

/**
 * Number of open games to which `by` invited `invited`; `by` is an id or a pattern like `guest-*`.
 */
export async function countGamesWith(
  queries: Queries,
  invited: string,
  by: string,
): Promise<number> {
  const sql = `SELECT count(*) AS count FROM games WHERE is_open = 1 AND invited = ?1
    AND (first GLOB ?2 OR second GLOB ?2)`;
  return (await queries.get<{ count: number }>(sql, invited, by))!.count;
}

/** Ids of the players of all games in progress. */
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

/** Number of games of a kind that each of two players has won against the other in a room. */
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

function gameOf({ number, id, body }: Row): KeptGame {
  return { room: { number, id }, message: JSON.parse(body) as GameMessage };
}
