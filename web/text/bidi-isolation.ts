/** Letters written from right to left, and what turns the order of letters. */
const turning =
  /[\p{Bidi_Control}\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const isolates = /[\u202A-\u202E\u2066-\u2069]/gu;
const [first, last] = ['\u2068', '\u2069'];
const whole = /^\u2068[^\u202A-\u202E\u2066-\u2069]*\u2069$/u;

/**
 * What somebody wrote, for a sentence of the page, a list or a title: it has its own direction, and
 * the words around it keep theirs. It may not end its isolation itself. What reads from left to
 * right as the page does stays as it is.
 */
export function isolated(text: string): string {
  if (!turning.test(text) || whole.test(text)) return text;
  return first + text.replace(isolates, '') + last;
}
