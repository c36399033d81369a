/** Moves a terminal's cursor, controls the terminal, or reverses the order of letters. */
const control = /\r\n|[[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]--[\t\u061C\u200E\u200F]]/gv;

/** Prefixes every further line of a text, so that it does not look like another author's. */
const further = '\n  | ';

/** The first of the Unicode pictures of the characters below 0x20. */
const pictures = 0x2400;

/**
 * Makes a text safe for a terminal: shows its control characters and marks its further lines. Keeps
 * tabs and direction marks, and returns a clean line unchanged.
 */
export function visible(text: string): string {
  return text.replace(control, shown);
}

function shown(character: string): string {
  if (character === '\n' || character === '\r\n') return further;
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(pictures + code);
  if (character === '\u007F') return '␡';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
