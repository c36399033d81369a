/** A text without the mark that editors and .NET put before it: RFC 8259 lets a reader ignore it. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\u{FEFF}') ? text.slice(1) : text;
}
