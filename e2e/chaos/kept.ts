import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Message } from '../../protocol/model.ts';
import type { Kept } from './checker/history.ts';

/** Reads the whole store in a data folder, while the server is down. */
export function readKept(dataDir: string): Kept {
  return reading(dataDir, (database) => {
    const rows = <Row>(sql: string): Row[] => database.prepare(sql).all() as Row[];
    const bodies = database.prepare('SELECT body FROM messages WHERE room = ? ORDER BY seq');
    const rooms = rows<{ number: number; room: string; rev: number }>(
      'SELECT number, id AS room, rev FROM rooms ORDER BY number',
    ).map(({ number, room, rev }) => ({ room, rev, messages: bodies.all(number).map(messageOf) }));
    return { rooms, answers: rows('SELECT person, id, rev FROM answers') };
  });
}

/** The revision of every room; the server may be running. */
export function revisionsIn(dataDir: string): Map<string, number> {
  return reading(dataDir, (database) => {
    const rows = database.prepare('SELECT id, rev FROM rooms').all();
    return new Map(rows.map(({ id, rev }) => [String(id), Number(rev)]));
  });
}

/** Which of these changes are in the store. */
export function keptOf(dataDir: string, ids: readonly string[]): string[] {
  return reading(dataDir, (database) => {
    const posted = database.prepare('SELECT 1 FROM messages WHERE id = ?');
    // The index does not cover the id alone: one full read instead.
    const answers = database.prepare('SELECT id FROM answers').all();
    const answered = new Set(answers.map(({ id }) => id));
    return ids.filter((id) => answered.has(id) || posted.get(id) !== undefined);
  });
}

function reading<Result>(dataDir: string, read: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(join(dataDir, 'causette.db'), { readOnly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function messageOf(row: Record<string, unknown>): Message {
  return JSON.parse(String(row['body'])) as Message;
}
