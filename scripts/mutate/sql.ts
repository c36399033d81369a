import type { Change, SyntaxNode } from './change.ts';

/** Tokens with their replacements. */
const harms: [RegExp, string][] = [
  [/ <= /gu, ' < '],
  [/ < /gu, ' <= '],
  [/ >= /gu, ' > '],
  [/ > /gu, ' >= '],
  [/ = /gu, ' <> '],
  [/ \+ 1\b/gu, ' + 2'],
  [/\bAND\b/gu, 'OR'],
  [/\bOR\b(?! (IGNORE|REPLACE))/gu, 'AND'],
  [/\bDESC\b/gu, 'ASC'],
  [/\bmax\(/giu, 'min('],
  [/\bmin\(/giu, 'max('],
  [/\bIS NOT NULL\b/gu, 'IS NULL'],
  [/\bIS NULL\b/gu, 'IS NOT NULL'],
  [/\bNOT EXISTS\b/gu, 'EXISTS'],
  [/\bLIMIT [?\d]+/gu, ''],
];

export function isSql(text: string): boolean {
  return /\b(SELECT|INSERT|UPDATE|DELETE|WHERE)\b/u.test(text);
}

/**
 * The mutations of a query, one place each.
 * @param text the query as written in the source
 * @param at its offset in its node
 */
export function changesOfSql(node: SyntaxNode, text: string, at: number): Change[] {
  return harms.flatMap(([pattern, other]) =>
    [...text.matchAll(pattern)].map((match) => {
      const start = node.start + at + match.index;
      return { start, end: start + match[0].length, text: other };
    }),
  );
}
