import { randomInt, randomUUIDv7 as newId } from 'node:crypto';
import type { Person } from '../../protocol/model.ts';

/** Prefix of all guest ids. */
export const guestPrefix = 'guest-';

/** A guest, for each plain-text connection without a token. */
export function newGuest(): Person {
  const name = `Guest-${randomInt(1_000, 10_000)}`;
  return { id: `${guestPrefix}${newId()}`, name, via: 'text' };
}

export function isGuest({ id }: Person): boolean {
  return id.startsWith(guestPrefix);
}
