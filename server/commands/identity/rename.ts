import { limits } from '../../../protocol/limits.ts';
import { personName } from '../../../protocol/text/names.ts';
import { lastRename, rename } from '../../store/identity/names.ts';
import { personNamed } from '../../store/people.ts';
import type { Handler } from '../handler.ts';
import { refused } from '../outcome.ts';
import { nameTaken } from '../sign-in.ts';

/** Milliseconds between two changes of a name. */
const interval = limits.rename * 60 * 60 * 1_000;

/** Changes the person's name. What they wrote stays theirs, by their id. */
export interface Rename {
  type: 'rename';
  name: string;
}

export const renamePerson: Handler<Rename> = async (queries, { by, at, change }) => {
  const name = personName(change.name);
  if (name === undefined) return refused('invalid_name', { path: '/name' });
  if (name === by.name) return { is: 'done' };
  const taken = await personNamed(queries, name);
  if (taken !== undefined && taken.id !== by.id) return nameTaken(queries, name);
  const next = ((await lastRename(queries, by.id)) ?? -Infinity) + interval;
  // A time that lies further ahead than the interval was stored by a clock that has been set back.
  if (next > at && next - at <= interval) {
    return refused('renamed_today', { retryAfter: Math.ceil((next - at) / 1_000) });
  }
  const person = { id: by.id, name };
  await rename(queries, person, at);
  return { is: 'renamed', person };
};
