import { forgetOld, type Stretch } from '../store/retention.ts';
import { endUnusedSessions } from '../store/people.ts';
import { addHours } from '../store/uptime.ts';
import type { Handler } from './handler.ts';

/** SessionRegistry that nobody used for long end, so many at once. */
export interface EndSessions {
  type: 'sessions.end';
  most: number;
}

/** The server has run for one hour more: what is kept for a while has grown older by it. */
export interface HourRun {
  type: 'hour';
}

/** What is older than an hour of running is forgotten, among a few rows. */
export interface Forget extends Stretch {
  type: 'forget';
  before: number;
}

export const countHour: Handler<HourRun> = async (queries) => {
  await addHours(queries, 1);
  return { is: 'done' };
};

export const endSessions: Handler<EndSessions> = async (queries, { change }) => {
  await endUnusedSessions(queries, change.most);
  return { is: 'done' };
};

export const forget: Handler<Forget> = async (queries, { change }) => {
  await forgetOld(queries, change, change.before);
  return { is: 'done' };
};
