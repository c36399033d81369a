import { renewSession } from '../store/people.ts';
import type { Handler } from './handler.ts';

/** Renews a session that is in use. */
export interface RenewSession {
  type: 'session.use';
  hash: string;
}

export const useSession: Handler<RenewSession> = async (queries, { at, change }) => {
  await renewSession(queries, change.hash, at);
  return { is: 'done' };
};
