/** How many colours `avatar.css` has, each dark enough for white letters. */
const colours = 12;

/** The hash FNV-1a, in 32 bits. */
const fnvOffset = 0x81_1c_9d_c5;
const fnvPrime = 0x01_00_01_93;

/** The colour of a person, from their id: the same everywhere and for ever. */
export function colourOf(id: string): string {
  let hash = fnvOffset;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), fnvPrime);
  return String(((hash ^ (hash >>> 15)) >>> 0) % colours);
}
