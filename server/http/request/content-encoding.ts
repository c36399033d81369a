/** How an answer may be compressed, the smallest first; `identity` is as it is. */
export const encodings = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof encodings)[number];

/** Nothing that a client names can have less, for it names thousandths at most. */
const hardly = 0.000_1;

/**
 * The encoding that a client likes best of what there is (RFC 9110, 12.5.3), and of several that it
 * likes as well the smallest. Whoever refuses all of them gets `identity`: it is read by everybody.
 */
export function encodingFor(
  accepted: string | undefined,
  offered: readonly Encoding[] = encodings,
): Encoding {
  const qualities = qualitiesIn(accepted ?? '');
  const qualityOf = (encoding: Encoding): number =>
    qualities.get(encoding) ?? qualities.get('*') ?? (encoding === 'identity' ? hardly : 0);
  const best = Math.max(...offered.map(qualityOf));
  if (best === 0) return 'identity';
  return encodings.find((each) => offered.includes(each) && qualityOf(each) === best)!;
}

function qualitiesIn(accepted: string): Map<string, number> {
  const parts = accepted.toLowerCase().split(',');
  return new Map(parts.map((part) => qualityIn(part.trim())));
}

/** `gzip`, `gzip;q=0.5`; what is no number refuses. `x-gzip` is the old name of `gzip`. */
function qualityIn(part: string): [string, number] {
  const [name = '', ...parameters] = part.split(/\s*;\s*/u);
  const quality = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1';
  return [name.replace(/^x-/u, ''), Number(/^[01](?:\.\d{0,3})?$/u.test(quality) ? quality : 0)];
}
