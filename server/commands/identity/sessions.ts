import { endOtherSessions } from '../../store/people.ts';
import { endSessionOf } from '../../store/identity/sessions.ts';
import type { Handler } from '../handler.ts';
import { refused } from '../outcome.ts';

/** Ends one of the person's own sessions, by its id. */
export interface EndSession {
  type: 'session.end';
  session: string;
}

/** Ends all sessions of the person but the one with this token hash. */
export interface EndOtherSessions {
  type: 'session.end-others';
  hash: string;
}

export const endOwnSession: Handler<EndSession> = async (queries, { by, change }) => {
  const hash = await endSessionOf(queries, by.id, change.session);
  if (hash === undefined) return refused('unknown_session', { path: '/session' });
  return { is: 'signed-out', hashes: [hash] };
};

export const endOthers: Handler<EndOtherSessions> = async (queries, { by, change }) => {
  return { is: 'signed-out', hashes: await endOtherSessions(queries, change.hash, by.id) };
};
