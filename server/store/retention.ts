import type { Queries } from './database.ts';

/**
 * Tables whose rows expire, with the first column of their primary key and the condition for a row
 * from before hour ?3 of uptime. A person without a session and a recovery code can never return; their messages and
 * games contain their name.
 */
const tables = {
  answers: { key: 'id', isOld: 'at < ?3' },
  people: {
    key: 'id',
    isOld: `at < ?3 AND recovery IS NULL
      AND NOT EXISTS (SELECT 1 FROM sessions WHERE person = people.id)`,
  },
  reads: {
    key: 'person',
    isOld: '?3 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people WHERE people.id = reads.person)',
  },
} as const;

/** In this order: read marks are deleted after their people. */
export const expiringTables = ['answers', 'people', 'reads'] as const;

export type ExpiringTable = (typeof expiringTables)[number];

/** A range of rows of a table: keys after `after` up to `until`. */
export interface KeyRange {
  of: ExpiringTable;
  after: string;
  until: string;
}

/** The next range of about `rows` rows after a key; undefined if there are none. */
export async function nextRange(
  queries: Queries,
  of: ExpiringTable,
  after: string,
  rows: number,
): Promise<KeyRange | undefined> {
  const { key } = tables[of];
  const sql = `SELECT max(key) AS until FROM
    (SELECT ${key} AS key FROM ${of} WHERE ${key} > ? ORDER BY ${key} LIMIT ?)`;
  const { until } = (await queries.get<{ until: string | null }>(sql, after, rows))!;
  return until === null ? undefined : { of, after, until };
}

/** Whether a range contains rows from before this hour of uptime. */
export async function hasOld(queries: Queries, range: KeyRange, before: number): Promise<boolean> {
  const sql = `SELECT 1 FROM ${range.of} WHERE ${conditionOf(range)} LIMIT 1`;
  return (await queries.get(sql, range.after, range.until, before)) !== undefined;
}

export async function deleteOld(queries: Queries, range: KeyRange, before: number): Promise<void> {
  const sql = `DELETE FROM ${range.of} WHERE ${conditionOf(range)}`;
  await queries.run(sql, range.after, range.until, before);
}

function conditionOf({ of }: KeyRange): string {
  const { key, isOld } = tables[of];
  return `${key} > ?1 AND ${key} <= ?2 AND ${isOld}`;
}
