/** How many colours `avatar.css` has, each dark enough for white letters. */
const colours = 12;

/** The colour of a person, from their id: the same everywhere and for ever. */
export function colourOf(id: string): string {
  let hash = 7;
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return String(hash % colours);
}
