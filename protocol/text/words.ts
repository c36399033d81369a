import { limits } from '../limits.ts';
import { refusal, type Refusal } from '../refusals.ts';

const nothingToSee = /^[\s\p{C}\p{DI}\u2800]*$/u;
const oneEmoji = /^\p{RGI_Emoji}$/v;

/** Why this text cannot be a message; undefined when it can. */
export function faultOfText(text: string): Refusal | undefined {
  if (isLonger(text, limits.text)) return refusal('text_too_long', { path: '/text' });
  if (nothingToSee.test(text)) return refusal('empty_text', { path: '/text' });
  return undefined;
}

/** Counts characters only where it has to: each of them is one or two UTF-16 units. */
export function isLonger(text: string, most: number): boolean {
  return text.length > 2 * most || (text.length > most && [...text].length > most);
}

/** Why this cannot be a reaction; undefined when it is one emoji. */
export function faultOfEmoji(emoji: string): Refusal | undefined {
  const isOne = !isLonger(emoji, limits.emoji) && oneEmoji.test(emoji);
  return isOne ? undefined : refusal('invalid_emoji', { path: '/emoji' });
}
