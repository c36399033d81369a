import { randomInt, randomUUIDv7 as newId } from 'node:crypto';
import type { Person } from '../../protocol/model.ts';

/** Prefix of all guest ids. */
export const guestPrefix = 'guest-';

/** Stands for all guests where their rights are looked up: those of plain-text clients. */
export const anyGuest = { id: guestPrefix };

/** A guest, for each plain-text connection without a token. */
export function newGuest(): Person {
  const name = `Guest-${randomInt(1_000, 10_000)}`;
  return { id: `${guestPrefix}${newId()}`, name, via: 'text' };
}

export function isGuest({ id }: Pick<Person, 'id'>): boolean {
  return id.startsWith(guestPrefix);
}
