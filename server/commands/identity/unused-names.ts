import { freeName } from '../../store/identity/unused-names.ts';
import type { Handler } from '../handler.ts';

/** Frees the names of people who have written nothing, if they were last seen before this hour. */
export interface FreeNames {
  type: 'names.free';
  people: string[];
  before: number;
}

export const freeNames: Handler<FreeNames> = async (queries, { change }) => {
  for (const id of change.people) await freeName(queries, id, change.before);
  return { is: 'done' };
};
