import { renewSession } from '../store/people.ts';
import type { Handler } from './handler.ts';

/** Renews a session that is in use. */
export interface SessionUse {
  type: 'session.use';
  hash: string;
}

export const useSession: Handler<SessionUse> = async (queries, { change }) => {
  await renewSession(queries, change.hash);
  return { is: 'done' };
};
