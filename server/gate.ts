import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from './errors.ts';

/**
 * Lets in what is meant for us: a `Host` that is ours, against DNS rebinding, and no page of another
 * site, against cross-site WebSocket hijacking. `origins` are allowed besides our own.
 */
export function guardGate(app: FastifyInstance, origins: readonly string[]): void {
  const isOwnHost = ownHosts(origins);
  app.addHook('onRequest', ({ headers }, _reply, done) => {
    if (!isOwnHost(headers.host)) throw new RefusedRequest(421, 'misdirected');
    if (isForeign(headers, origins)) throw new RefusedRequest(403, 'foreign_origin');
    done();
  });
}

/** Nearly all come by the same name: the last that was ours is not looked at again. */
function ownHosts(origins: readonly string[]): (host: string | undefined) => boolean {
  const names = ownNames(origins);
  let last: string | undefined;
  return (host = '') => {
    if (host !== last && isOwn(host, names)) last = host;
    return host === last;
  };
}

function ownNames(origins: readonly string[]): ReadonlySet<string> {
  const machine = hostname().toLowerCase();
  const listed = origins.flatMap((origin) => URL.parse(origin)?.hostname ?? []);
  return new Set(['localhost', machine, `${machine}.local`, ...listed]);
}

function isOwn(host: string, names: ReadonlySet<string>): boolean {
  const url = URL.parse(`http://${host}`);
  if (url === null) return false;
  const name = url.hostname.replace(/^\[|\]$/gu, '');
  return isIP(name) !== 0 || names.has(name) || name.endsWith('.localhost');
}

/** Our own page has the same host as the request, whatever proxy spoke TLS before us. */
function isForeign({ origin, host }: IncomingHttpHeaders, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return false;
  return URL.parse(origin)?.host !== host?.toLowerCase();
}
