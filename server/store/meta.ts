import type { Queries } from './database.ts';

/** Size of the probe write in bytes. */
const probeBytes = 32 * 1_024;

/** The random name of this store: revisions of another epoch are meaningless. */
export async function epochOf(queries: Queries): Promise<string> {
  const row = await queries.get<{ epoch: string }>('SELECT epoch FROM store');
  if (row === undefined) throw new Error('the store has no epoch');
  return row.epoch;
}

/** Writes as much as a few changes do and deletes it again. Throws if the store cannot write. */
export async function probeWrite(queries: Queries): Promise<void> {
  // An insert and a delete, because SQLite does not write a row that stays the same.
  await queries.run("INSERT INTO answers (id, person) VALUES ('', ?)", 'x'.repeat(probeBytes));
  await queries.run('DELETE FROM answers WHERE id = ?', '');
}

/** SQL expression for the hours of uptime so far, over all starts. */
export const hoursNow = '(SELECT hours FROM store)';

/** The hours of uptime, over all starts. */
export async function uptimeHours(queries: Queries): Promise<number> {
  const row = await queries.get<{ hours: number }>('SELECT hours FROM store');
  return row!.hours;
}

/** Adds hours of uptime. */
export async function addHours(queries: Queries, hours: number): Promise<void> {
  await queries.run('UPDATE store SET hours = hours + ?', hours);
}
