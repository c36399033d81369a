import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusedRequest } from './errors.ts';

/**
 * Lets in what is meant for us: a `Host` that is ours, against DNS rebinding, and no page of another
 * site, against cross-site WebSocket hijacking. `origins` are allowed besides our own.
 */
export function guardGate(app: FastifyInstance, origins: readonly string[]): void {
  const names = ownNames(origins);
  app.addHook('onRequest', async (request) => {
    if (!isOwnHost(request, names)) throw new RefusedRequest(421, 'misdirected');
    if (isForeign(request, origins)) throw new RefusedRequest(403, 'foreign_origin');
  });
}

function ownNames(origins: readonly string[]): ReadonlySet<string> {
  const machine = hostname().toLowerCase();
  const listed = origins.flatMap((origin) => URL.parse(origin)?.hostname ?? []);
  return new Set(['localhost', machine, `${machine}.local`, ...listed]);
}

function isOwnHost({ headers }: FastifyRequest, names: ReadonlySet<string>): boolean {
  const url = URL.parse(`http://${headers.host ?? ''}`);
  if (url === null) return false;
  const name = url.hostname.replace(/^\[|\]$/gu, '');
  return isIP(name) !== 0 || names.has(name) || name.endsWith('.localhost');
}

/** Our own page has the same host as the request, whatever proxy spoke TLS before us. */
function isForeign({ headers }: FastifyRequest, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origins.includes(origin)) return false;
  return URL.parse(origin)?.host !== host?.toLowerCase();
}
