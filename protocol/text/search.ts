import { limits } from '../limits.ts';
import { folded } from './names.ts';

/** Letters that Unicode does not take apart, as people without their key type them. */
const letters: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ø: 'o', ł: 'l', đ: 'd' };
const particular = /[œæøłđ]/gu;
/** Words of a search: each is looked for in all that there is. */
const mostWords = 8;
const between = /[\s\p{P}]+/u;

/** What somebody looks for: words in any order, without case, accents and punctuation. */
export function searchWords(typed: string): readonly string[] {
  return wordsIn(typed.slice(0, limits.typedName)).slice(0, mostWords);
}

/** A text to be searched in: its words, each after a space. */
export function searchKey(text: string): string {
  return wordsIn(text)
    .map((word) => ` ${word}`)
    .join('');
}

/**
 * How well search keys have every word that is wanted, the most telling key first: 0 where each
 * begins a word of the first key, more where one is only inside a word or in a later key. Undefined
 * where one is in none of them.
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

/** The items that have every word that is wanted, the best first, else in their order. */
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
  const plain = folded(text).replace(particular, (letter) => letters[letter]!);
  return plain.split(between).filter((word) => word !== '');
}
