/** What moves a terminal's cursor, speaks to the terminal itself, or turns the order of letters. */
const control = /\r\n|[[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]--[\t\u061C\u200E\u200F]]/gv;

/** Begins each line of a text but the first, so that none reads as another author's. */
const further = '\n  | ';

/** Where Unicode has its pictures of the first 32 characters. */
const pictures = 0x2400;

/**
 * A text for a terminal: its control characters are shown and not obeyed, and its further lines are
 * marked. A clean line comes out as it is; tabs and the marks of a direction are clean.
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
