import { withoutJoiners } from './joiners.ts';
import { limits } from '../limits.ts';
import { isLonger } from './words.ts';

/** What shows nothing, though Unicode counts some of it as letters, marks or symbols. */
const blank = /[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]/u;
/** Shows nothing itself, but makes an emoji of the symbol before it. */
const emojiStyle = /(?<=\p{Emoji})\uFE0F/gu;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** With the joiners inside: `personName` takes those alone that are seen. */
const roomWord =
  /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|(?<=\p{M})[\u200C\u200D]|[\u200C\u200D](?=[\p{L}\p{M}\p{N}]))*/gu;
/** Not every mark is an accent: the vowels of many scripts are marks too. */
const accents = /[[\p{M}&&\p{Diacritic}]\p{DI}]/gv;
/** No name has it: normalising what is far too long would take a second. */
const nobodysKey = '\0';

/**
 * A person's name as it is kept: composed, trimmed, inner spaces single.
 * Undefined where it is empty, too long, or holds what nobody can see.
 */
export function personName(raw: string): string | undefined {
  if (isLonger(raw, limits.typedName)) return undefined;
  const name = raw
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
  const seen = withoutJoiners(name).replace(emojiStyle, '');
  if (blank.test(seen) || !visible.test(name)) return undefined;
  return isLonger(name, limits.name) ? undefined : name;
}

/** A room's name as people read it: as it was written, without the sign before it. */
export function roomTitle(raw: string): string | undefined {
  return personName(raw.replace(/^[\s#]+/u, ''));
}

/**
 * The name that a room is known by for ever, in its address too: the words of its title in lower
 * case, joined by hyphens. Undefined where the title is none, or has no letter or digit.
 */
export function roomName(raw: string): string | undefined {
  const title = roomTitle(raw)?.toLowerCase().normalize('NFC');
  const name = title?.match(roomWord)?.join('-');
  return name === undefined || isLonger(name, limits.name) ? undefined : name;
}

/**
 * What two names are compared by: no case, no accents, no width, and no joiners. A joiner shows as
 * little as a gap of a hair, and without the right font not at all: names that differ in nothing else
 * would be taken for each other.
 */
export function nameKey(name: string): string {
  return isLonger(name, limits.typedName) ? nobodysKey : folded(name);
}

/** A text without case, accents and width, its spaces single. */
export function folded(text: string): string {
  const plain = text.normalize('NFKD').replace(accents, '');
  // Only lower case has ß for ẞ, and only upper case has SS for ß.
  const caseless = plain.toLowerCase().toUpperCase().toLowerCase();
  return caseless.replace(/\s+/gu, ' ').trim();
}
