import { limits } from '../limits.ts';
import { folded } from './names.ts';

/** Letters that Unicode does not decompose, as people type them without that key. */
const letters: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ø: 'o', ł: 'l', đ: 'd' };
const undecomposed = /[œæøłđ]/gu;
/** The most words of a search: each is looked for in every item. */
const maxWords = 8;
const separators = /[\s\p{P}]+/u;

/** The words of a query, without case, accents and punctuation. */
export function searchWords(typed: string): readonly string[] {
  return wordsIn(typed.slice(0, limits.typedName)).slice(0, maxWords);
}

/** The key of a text for searches: its words, each after a space. */
export function searchKey(text: string): string {
  return wordsIn(text)
    .map((word) => ` ${word}`)
    .join('');
}

/**
 * The rank of an item by its search keys, the most important first: 0 when every word begins a word
 * of the first key, more for a match inside a word or in a later key. Undefined when a word is in
 * none of them.
 */
export function rankOf(wanted: readonly string[], keys: readonly string[]): number | undefined {
  let rank = 0;
  for (const word of wanted) {
    const begins = keys.findIndex((key) => key.includes(` ${word}`));
    const inside = keys.findIndex((key) => key.includes(word));
    if (inside < 0) return undefined;
    rank = Math.max(rank, Math.min(begins < 0 ? Infinity : 2 * begins, 2 * inside + 1));
  }
  return rank;
}

/** The items that have every wanted word, best rank first, otherwise in their order. */
export function search<Item>(
  items: Iterable<Item>,
  wanted: readonly string[],
  keysOf: (item: Item) => readonly string[],
): Item[] {
  const found: { item: Item; rank: number }[] = [];
  for (const item of items) {
    const rank = rankOf(wanted, keysOf(item));
    if (rank !== undefined) found.push({ item, rank });
  }
  return found.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
}

function wordsIn(text: string): string[] {
  const plain = folded(text).replace(undecomposed, (letter) => letters[letter]!);
  return plain.split(separators).filter((word) => word !== '');
}
