import { deleteOld, type KeyRange } from '../store/retention.ts';
import { deleteMessage } from '../store/messages.ts';
import { messagesOfDeletedRooms } from '../store/rooms.ts';
import { endExpiredSessions } from '../store/people.ts';
import { addHours } from '../store/meta.ts';
import type { Handler } from './handler.ts';

/** Ends expired sessions, at most this number. */
export interface EndSessions {
  type: 'sessions.end';
  most: number;
}

/** Deletes messages of deleted rooms, at most this number. */
export interface Purge {
  type: 'rooms.purge';
  most: number;
}

/** Counts one more hour of uptime, by which stored data ages. */
export interface HourRun {
  type: 'hour';
}

/** Deletes rows of a range that are older than this hour of uptime. */
export interface Forget extends KeyRange {
  type: 'forget';
  before: number;
}

export const countHour: Handler<HourRun> = async (queries) => {
  await addHours(queries, 1);
  return { is: 'done' };
};

export const endSessions: Handler<EndSessions> = async (queries, { change }) => {
  await endExpiredSessions(queries, change.most);
  return { is: 'done' };
};

export const purge: Handler<Purge> = async (queries, { change }) => {
  for (const id of await messagesOfDeletedRooms(queries, change.most)) {
    await deleteMessage(queries, id);
  }
  return { is: 'done' };
};

export const forget: Handler<Forget> = async (queries, { change }) => {
  await deleteOld(queries, change, change.before);
  return { is: 'done' };
};
