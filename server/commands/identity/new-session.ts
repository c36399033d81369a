import { addSession, endSession, personHoldingName } from '../../store/people.ts';
import type { Handler } from '../handler.ts';
import { refused } from '../outcome.ts';

/** One more session for a person who has proved who they are otherwise than by a token. */
export interface AddSession {
  type: 'session.add';
  person: string;
  hash: string;
  device: { browser: string; system: string };
  /** Token hash of the browser's previous session, which ends. */
  replaces?: string;
}

export const addOwnSession: Handler<AddSession> = async (queries, { at, change }) => {
  const person = await personHoldingName(queries, change.person);
  if (person === undefined) return refused('invalid_code');
  await addSession(queries, change.hash, person.id, at, change.device);
  if (change.replaces !== undefined) await endSession(queries, change.replaces);
  return { is: 'signed-in', person };
};
