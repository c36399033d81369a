import type { Queries } from './database.ts';

/**
 * What is kept for a while only, by the first column of its primary key, and how it is known to be
 * of before an hour of running, which is ?3. Somebody without a session can never come back; what they said and
 * played has their name in it.
 */
const tables = {
  answers: { key: 'id', isOld: 'at < ?3' },
  people: {
    key: 'id',
    isOld: 'at < ?3 AND NOT EXISTS (SELECT 1 FROM sessions WHERE person = people.id)',
  },
  reads: {
    key: 'person',
    isOld: '?3 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people WHERE people.id = reads.person)',
  },
} as const;

/** The people who are forgotten have read marks, which go after them. */
export const forgettable = ['answers', 'people', 'reads'] as const;

export type Forgettable = (typeof forgettable)[number];

/** The rows of a table after one key and up to another. */
export interface Stretch {
  of: Forgettable;
  after: string;
  until: string;
}

/** The next stretch of about so many rows after a key; undefined where there are none. */
export async function nextStretch(
  queries: Queries,
  of: Forgettable,
  after: string,
  rows: number,
): Promise<Stretch | undefined> {
  const { key } = tables[of];
  const sql = `SELECT max(key) AS until FROM
    (SELECT ${key} AS key FROM ${of} WHERE ${key} > ? ORDER BY ${key} LIMIT ?)`;
  const { until } = (await queries.get<{ until: string | null }>(sql, after, rows))!;
  return until === null ? undefined : { of, after, until };
}

/** Whether there is anything to be forgotten in a stretch, of before an hour of running. */
export async function hasOld(queries: Queries, stretch: Stretch, before: number): Promise<boolean> {
  const sql = `SELECT 1 FROM ${stretch.of} WHERE ${conditionOf(stretch)} LIMIT 1`;
  return (await queries.get(sql, stretch.after, stretch.until, before)) !== undefined;
}

export async function forgetOld(queries: Queries, stretch: Stretch, before: number): Promise<void> {
  const sql = `DELETE FROM ${stretch.of} WHERE ${conditionOf(stretch)}`;
  await queries.run(sql, stretch.after, stretch.until, before);
}

function conditionOf({ of }: Stretch): string {
  const { key, isOld } = tables[of];
  return `${key} > ?1 AND ${key} <= ?2 AND ${isOld}`;
}
