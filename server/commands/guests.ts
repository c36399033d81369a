import { randomInt, randomUUIDv7 as newId } from 'node:crypto';
import type { Person } from '../../protocol/model.ts';

/** What the ids of all guests begin with. */
export const guestPrefix = 'guest-';

/** Somebody who speaks plain text without a token: a new one for every connection. */
export function newGuest(): Person {
  const name = `Guest-${randomInt(1_000, 10_000)}`;
  return { id: `${guestPrefix}${newId()}`, name, via: 'text' };
}

export function isGuest({ id }: Person): boolean {
  return id.startsWith(guestPrefix);
}
