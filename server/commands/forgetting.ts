import { forgetOld, type Stretch } from '../store/forgetting.ts';
import { endUnusedSessions } from '../store/people.ts';
import type { Handler } from './handler.ts';

/** Sessions that nobody used for long end, so many at once. */
export interface EndSessions {
  type: 'sessions.end';
  most: number;
}

/** What is older than a time is forgotten, among a few rows. */
export interface Forget extends Stretch {
  type: 'forget';
  before: number;
}

export const endSessions: Handler<EndSessions> = async (queries, { at, change }) => {
  await endUnusedSessions(queries, at, change.most);
  return { is: 'done' };
};

export const forget: Handler<Forget> = async (queries, { change }) => {
  await forgetOld(queries, change, change.before);
  return { is: 'done' };
};
