import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser sends this for a page of the same scheme, host and port, or for whoever wrote
 * the address. A page on another port of this machine is of the same site, and gets our cookie sent
 * along. True also where nothing is said: on plain HTTP in a network, and by programs.
 */
export function isFromOwnPage({ 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return site === undefined || site === 'same-origin' || site === 'none';
}
