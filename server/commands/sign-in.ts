import { randomInt } from 'node:crypto';
import { personName } from '../../protocol/text/names.ts';
import { limits } from '../../protocol/limits.ts';
import { isLonger } from '../../protocol/text/words.ts';
import type { Queries } from '../store/database.ts';
import {
  addPerson,
  addSession,
  endOtherSessions,
  endSession,
  personNamed,
} from '../store/people.ts';
import type { Handler } from './handler.ts';
import { refused } from './outcome.ts';

/** Number of random suffixes tried for a suggestion; each costs a query inside the transaction. */
const randomTries = 5;
const letters = new Intl.Segmenter();

/** Signs a person in: a new name, or one more session for the person who has it. */
export interface SignIn {
  type: 'sign-in';
  /** The person's id: a new one, or that of the person who already has this name. */
  id: string;
  name: string;
  hash: string;
  /** The browser or program, and its system. */
  device?: { browser: string; system: string };
  /** Token hash of the browser's previous session, which ends. */
  replaces?: string;
  /** Ends all other sessions of this person. */
  alone?: boolean;
}

export interface SignOut {
  type: 'sign-out';
  hash: string;
}

export const signIn: Handler<SignIn> = async (queries, { at, change }) => {
  const name = personName(change.name);
  if (name === undefined) return refused('invalid_name', { path: '/name' });
  const taken = await personNamed(queries, name);
  if (taken !== undefined && taken.id !== change.id) return nameTaken(queries, name);
  const person = taken ?? { id: change.id, name };
  if (taken === undefined) await addPerson(queries, person);
  await addSession(queries, change.hash, person.id, at, change.device);
  if (change.replaces !== undefined) await endSession(queries, change.replaces);
  if (change.alone) await endOtherSessions(queries, change.hash, person.id);
  return { is: 'signed-in', person };
};

export const signOut: Handler<SignOut> = async (queries, { change }) => {
  await endSession(queries, change.hash);
  return { is: 'signed-out', hashes: [change.hash] };
};

/** The refusal of a taken name, with a free one. */
export async function nameTaken(queries: Queries, name: string) {
  const suggestion = await freeNameNear(queries, name);
  if (suggestion === undefined) return refused('name_taken', { path: '/name' });
  const message = `${name} is taken; ${suggestion} is free.`;
  return refused('name_taken', { path: '/name', message, suggestion });
}

/**
 * The first free name of `Toto 2`, `Toto 3`, `Toto 4` and a few random numbers, shortened if it
 * would be too long. Returns undefined if all of them are taken.
 */
async function freeNameNear(queries: Queries, name: string): Promise<string | undefined> {
  for (const number of [2, 3, 4, ...Array.from({ length: randomTries }, randomNumber)]) {
    const ending = ` ${number}`;
    const candidate = personName(beginning(name, limits.name - ending.length) + ending);
    if (candidate === undefined) continue;
    if ((await personNamed(queries, candidate)) === undefined) return candidate;
  }
  return undefined;
}

/** The beginning of a name, at most `most` characters, cut between graphemes. */
function beginning(name: string, most: number): string {
  let stem = '';
  for (const { segment } of letters.segment(name)) {
    if (isLonger(stem + segment, most)) break;
    stem += segment;
  }
  return stem.trimEnd();
}

function randomNumber(): number {
  return randomInt(5, 1_000_000);
}
