import { noteSessionUse } from '../store/people.ts';
import type { Handler } from './handler.ts';

/** Somebody uses a session: it lasts on. */
export interface SessionUse {
  type: 'session.use';
  hash: string;
}

export const useSession: Handler<SessionUse> = async (queries, { change }) => {
  await noteSessionUse(queries, change.hash);
  return { is: 'done' };
};
