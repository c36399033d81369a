const encoder = new TextEncoder();

/** The length of a text in UTF-8 bytes. */
export function bytesIn(text: string): number {
  return encoder.encode(text).length;
}
