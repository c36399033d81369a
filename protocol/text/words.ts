import { limits } from '../limits.ts';
import { refusal, type Refusal } from '../refusals.ts';

const invisible = /^[\s\p{C}\p{DI}\u2800]*$/u;
const oneEmoji = /^\p{RGI_Emoji}$/v;

/** Why a text is not a valid message; undefined if it is. */
export function faultOfText(text: string): Refusal | undefined {
  if (isLonger(text, limits.text)) return refusal('text_too_long', { path: '/text' });
  if (invisible.test(text)) return refusal('empty_text', { path: '/text' });
  return undefined;
}

/**
 * Whether a text has more characters than `most`; counts only when needed, as a character is one or
 * two UTF-16 units.
 */
export function isLonger(text: string, most: number): boolean {
  return text.length > 2 * most || (text.length > most && [...text].length > most);
}

/** Why this is not a valid reaction; undefined for a single emoji. */
export function faultOfEmoji(emoji: string): Refusal | undefined {
  const isOne = !isLonger(emoji, limits.emoji) && oneEmoji.test(emoji);
  return isOne ? undefined : refusal('invalid_emoji', { path: '/emoji' });
}
