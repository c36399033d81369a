/** Content encodings, the smallest result first; `identity` is uncompressed. */
export const encodings = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof encodings)[number];

/** Lower than any quality that a client can give: those have three decimals at most. */
const lowest = 0.000_1;

/**
 * Chooses the encoding that the client prefers (RFC 9110 §12.5.3), and of equals the smallest. A
 * client that refuses all of them gets `identity`.
 */
export function encodingFor(
  accepted: string | undefined,
  offered: readonly Encoding[] = encodings,
): Encoding {
  const qualities = qualitiesIn(accepted ?? '');
  const qualityOf = (encoding: Encoding): number =>
    qualities.get(encoding) ?? qualities.get('*') ?? (encoding === 'identity' ? lowest : 0);
  const best = Math.max(...offered.map(qualityOf));
  if (best === 0) return 'identity';
  return encodings.find((each) => offered.includes(each) && qualityOf(each) === best)!;
}

function qualitiesIn(accepted: string): Map<string, number> {
  const parts = accepted.toLowerCase().split(',');
  return new Map(parts.map((part) => qualityIn(part.trim())));
}

/** Parses `gzip` or `gzip;q=0.5`. An invalid quality counts as 0. `x-gzip` is an old name of `gzip`. */
function qualityIn(part: string): [string, number] {
  const [name = '', ...parameters] = part.split(/\s*;\s*/u);
  const quality = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1';
  return [name.replace(/^x-/u, ''), Number(/^[01](?:\.\d{0,3})?$/u.test(quality) ? quality : 0)];
}
