import { withoutJoiners } from './joiners.ts';
import { limits } from './limits.ts';
import { isLonger } from './words.ts';

/** What shows nothing, though Unicode counts some of it as letters, marks or symbols. */
const blank = /[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]/u;
/** Shows nothing itself, but makes an emoji of the symbol before it. */
const emojiStyle = /(?<=\p{Emoji})\uFE0F/gu;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
const roomLetters = /^([\p{L}\p{N}][\p{L}\p{M}\p{N}]*)(-[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*$/u;
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

/** A room's name as it is kept: lower case, words joined by hyphens; undefined where it is none. */
export function roomName(raw: string): string | undefined {
  if (isLonger(raw, limits.typedName)) return undefined;
  const name = raw.toLowerCase().normalize('NFC').trim().replace(/^#\s*/u, '');
  const joined = name.replace(/[\s_]+/gu, '-');
  const seen = withoutJoiners(joined);
  if (!roomLetters.test(seen) || blank.test(seen)) return undefined;
  return isLonger(joined, limits.name) ? undefined : joined;
}

/**
 * What two names are compared by: no case, no accents, no width, and no joiners. A joiner shows as
 * little as a gap of a hair, and without the right font not at all: names that differ in nothing else
 * would be taken for each other.
 */
export function nameKey(name: string): string {
  if (isLonger(name, limits.typedName)) return nobodysKey;
  const plain = name.normalize('NFKD').replace(accents, '');
  // Only lower case has ß for ẞ, and only upper case has SS for ß.
  const caseless = plain.toLowerCase().toUpperCase().toLowerCase();
  return caseless.replace(/\s+/gu, ' ').trim();
}
