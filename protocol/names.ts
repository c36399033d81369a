import { limits } from './limits.ts';

/** Letters that show nothing, though Unicode counts them as letters or symbols. */
const blank = /[\u115F\u1160\u2800\u3164\uFFA0]/u;
const invisible = /[\p{C}\p{Zl}\p{Zp}]/u;
const roomLetters = /^[\p{L}\p{M}\p{N}]+(-[\p{L}\p{M}\p{N}]+)*$/u;

/**
 * A person's name as it is kept: composed, trimmed, inner spaces single.
 * Undefined where it is empty, too long, or holds what nobody can see.
 */
export function personName(raw: string): string | undefined {
  const name = raw.normalize('NFC').trim().replace(/ +/gu, ' ');
  if (invisible.test(name) || blank.test(name)) return undefined;
  return fits(name) ? name : undefined;
}

/** A room's name as it is kept: lower case, words joined by hyphens; undefined where it is none. */
export function roomName(raw: string): string | undefined {
  const name = raw.normalize('NFC').trim().replace(/^#\s*/u, '').toLowerCase();
  const joined = name.replace(/[\s_]+/gu, '-');
  return roomLetters.test(joined) && !blank.test(joined) && fits(joined) ? joined : undefined;
}

/** What two names are compared by: no case, no accents, no width. */
export function nameKey(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.toUpperCase().toLowerCase().replace(/\s+/gu, ' ').trim();
}

function fits(name: string): boolean {
  const length = [...name].length;
  return length >= 1 && length <= limits.name;
}
