/** Number of colours in `avatar.css`, all dark enough for white letters. */
const colours = 12;

/** Constants of the 32-bit hash FNV-1a. */
const fnvOffset = 0x81_1c_9d_c5;
const fnvPrime = 0x01_00_01_93;

/** The colour number of a person, derived from the id: the same on every device. */
export function colourOf(id: string): string {
  let hash = fnvOffset;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), fnvPrime);
  return String(((hash ^ (hash >>> 15)) >>> 0) % colours);
}
