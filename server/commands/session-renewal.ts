import { renewSession } from '../store/people.ts';
import type { Handler } from './handler.ts';

/** Renews a session that is in use. */
export interface RenewSession {
  type: 'session.use';
  hash: string;
}

export const useSession: Handler<RenewSession> = async (queries, { change }) => {
  await renewSession(queries, change.hash);
  return { is: 'done' };
};
