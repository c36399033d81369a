/** Right-to-left letters, and characters that change the direction of text. */
const rightToLeft =
  /[\p{Bidi_Control}\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const isolates = /[\u202A-\u202E\u2066-\u2069]/gu;
const [first, last] = ['\u2068', '\u2069'];
/** One isolate, maybe behind the sign of a room. */
const whole = /^(?:# )?\u2068[^\u202A-\u202E\u2066-\u2069]*\u2069$/u;

/**
 * Wraps user text in bidi isolates (U+2068, U+2069) for a sentence, a list or a title, so that it
 * keeps its own direction and does not change that of the words around it. Control characters in
 * the text that would end the isolation are removed. Left-to-right text is returned unchanged.
 */
export function isolated(text: string): string {
  if (!rightToLeft.test(text) || whole.test(text)) return text;
  return first + text.replace(isolates, '') + last;
}
