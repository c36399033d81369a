import type { Queries } from './database.ts';

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
