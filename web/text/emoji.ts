import { graphemes } from './graphemes.ts';

/**
 * An emoji by default, by variation selector or by skin tone (UTS #51 §2). `\p{RGI_Emoji}` would be
 * exact, but takes 12 ms to compile.
 */
const emoji = /^(?:\p{Emoji_Presentation}|\p{Emoji}[\uFE0F\p{Emoji_Modifier}])/u;
const maxCount = 3;

/** Whether a text is one to three emoji, with or without spaces, and nothing else. */
export function isOnlyEmoji(text: string): boolean {
  if (!emoji.test(text)) return false;
  let count = 0;
  for (const grapheme of graphemes(text)) {
    if (grapheme.trim() === '') continue;
    count += 1;
    if (count > maxCount || !emoji.test(grapheme)) return false;
  }
  return true;
}
