import { graphemes } from './graphemes.ts';

/**
 * A picture by itself, by a variation selector or by a skin tone (UTS #51 §2). `\p{RGI_Emoji}` would
 * name them one by one: it takes 12 ms to compile.
 */
const picture = /^(?:\p{Emoji_Presentation}|\p{Emoji}[\uFE0F\p{Emoji_Modifier}])/u;
const most = 3;

/** Whether a text is one to three emoji, with or without spaces, and nothing else. */
export function isOnlyEmoji(text: string): boolean {
  if (!picture.test(text)) return false;
  let count = 0;
  for (const grapheme of graphemes(text)) {
    if (grapheme.trim() === '') continue;
    count += 1;
    if (count > most || !picture.test(grapheme)) return false;
  }
  return true;
}
