import { withoutJoiners } from './joiners.ts';
import { limits } from '../limits.ts';
import { isLonger } from './words.ts';

/** Invisible characters, though Unicode counts some as letters, marks or symbols. */
const blank = /[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]/u;
/** Variation selector 16: invisible, but makes an emoji of the symbol before it. */
const emojiStyle = /(?<=\p{Emoji})\uFE0F/gu;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** May contain joiners: `personName` has refused the invisible ones. */
const roomWord =
  /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|(?<=\p{M})[\u200C\u200D]|[\u200C\u200D](?=[\p{L}\p{M}\p{N}]))*/gu;
/** Not every mark is an accent: the vowels of many scripts are marks too. */
const accents = /[[\p{M}&&\p{Diacritic}]\p{DI}]/gv;
/** The key of no name: normalising a very long text would take a second. */
const noKey = '\0';

/**
 * Normalises a person's name: composed, trimmed, with single spaces. Undefined if it is empty, too
 * long, or has invisible characters.
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

/** Normalises the name of a room: as written, without leading `#`. */
export function roomName(raw: string): string | undefined {
  return personName(raw.replace(/^[\s#]+/u, ''));
}

/**
 * The address of an open room: the words of its name in lower case, joined by hyphens. Undefined if
 * the name is invalid, or has no letter or digit.
 */
export function roomAddress(raw: string): string | undefined {
  const name = roomName(raw)?.toLowerCase().normalize('NFC');
  const address = name?.match(roomWord)?.join('-');
  return address === undefined || isLonger(address, limits.name) ? undefined : address;
}

/** Whether an address looks like the id of a private room: no open room may have it. */
export function isPrivateId(address: string): boolean {
  return /^p-[0-9a-f]{24}$/u.test(address);
}

/**
 * The key by which names are compared: ignores case, accents, width and joiners. A joiner is hardly
 * visible, and not at all without the right font, so names that differ only in one would be
 * mistaken for each other.
 */
export function nameKey(name: string): string {
  return isLonger(name, limits.typedName) ? noKey : folded(name);
}

/** A text without case, accents and width, with single spaces. */
export function folded(text: string): string {
  const plain = text.normalize('NFKD').replace(accents, '');
  // Only lower case maps ẞ to ß, and only upper case maps ß to SS.
  const caseless = plain.toLowerCase().toUpperCase().toLowerCase();
  return caseless.replace(/\s+/gu, ' ').trim();
}
