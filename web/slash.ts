import { games } from '../protocol/games/games.ts';

/** A proposal as it is typed: `/morpion`, or `/morpion Tata`. */
export interface TypedProposal {
  game: string;
  /** Empty: to everyone. */
  name: string;
}

/** Undefined for a text that is only a text, with a slash before it or not. */
export function proposalIn(text: string): TypedProposal | undefined {
  const [, word = '', name = ''] = /^\/(\S+)(?:\s+(.*))?$/su.exec(text.trim()) ?? [];
  const game = word.toLowerCase();
  return games.has(game) ? { game, name: name.replace(/^@/u, '') } : undefined;
}
