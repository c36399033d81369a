const segmenter = new Intl.Segmenter();

/** What a reader takes for letters, one after the other. */
export function* graphemes(text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}
