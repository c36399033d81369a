/** Removes a leading byte order mark, which some editors and .NET add. RFC 8259 §8.1 allows that. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\u{FEFF}') ? text.slice(1) : text;
}
