import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether the request is from a page of the same origin, or from the address bar. A page on another
 * port of this machine is of the same site, so the browser sends our cookie for it as well. Also true
 * without the header, as on plain HTTP in a local network, or from programs.
 */
export function isFromOwnPage({ 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return site === undefined || site === 'same-origin' || site === 'none';
}
