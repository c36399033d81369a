const segmenter = new Intl.Segmenter();

/** Splits a text into graphemes: what a reader sees as one character. */
export function* graphemes(text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}
