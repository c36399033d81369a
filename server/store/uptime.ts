import type { Queries } from './database.ts';

/** In a statement: the hours that the server has run up to now, in all its starts. */
export const hoursNow = '(SELECT hours FROM store)';

/** The hours that the server has run, in all its starts. */
export async function hoursRun(queries: Queries): Promise<number> {
  const row = await queries.get<{ hours: number }>('SELECT hours FROM store');
  return row!.hours;
}

/** The server has run for so many hours more. */
export async function addHours(queries: Queries, hours: number): Promise<void> {
  await queries.run('UPDATE store SET hours = hours + ?', hours);
}
