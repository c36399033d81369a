import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from './errors.ts';
import { onceEach } from './once-each.ts';
import { isFromOwnPage } from './own-page.ts';

/** What watches a server asks by whatever name it has for the machine, and learns nothing of people. */
const probes: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz']);

/**
 * Lets in what is meant for us: a `Host` that is ours, against DNS rebinding, and no page of another
 * site, against cross-site WebSocket hijacking. `origins` are allowed besides our own.
 */
export function guardGate(app: FastifyInstance, origins: readonly string[]): void {
  const isOwnHost = ownHosts(origins);
  const [refusedHost, refusedOrigin] = warnings(app);
  app.addHook('onRequest', ({ headers, routeOptions }, _reply, done) => {
    if (!isOwnHost(headers.host) && !probes.has(routeOptions.url)) {
      refusedHost(headers.host ?? '');
      throw new RefusedRequest(421, 'misdirected');
    }
    if (isForeign(headers, origins)) {
      refusedOrigin(headers.origin ?? '');
      throw new RefusedRequest(403, 'foreign_origin');
    }
    done();
  });
}

/** The operator is told what to set, for those who are refused cannot know. */
function warnings({ log }: FastifyInstance) {
  return [
    onceEach((host) => {
      log.warn(`Refused a request to the host name ${host}; http://${host} in ORIGINS lets it in.`);
    }),
    onceEach((origin) => {
      log.warn(`Refused a page of ${origin}; ${origin} in ORIGINS lets it in.`);
    }),
  ] as const;
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

/** Our own page has the same host and port as the request, and came by the same scheme. */
function isForeign(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origins.includes(origin)) return false;
  const page = URL.parse(origin);
  return page?.host !== host?.toLowerCase() || hasOtherScheme(page!, headers);
}

/**
 * A proxy may speak HTTPS before us, so that we do not see by which scheme a request came. The
 * browser knows, and says so where it can; some proxies do too. HTTPS is never a reason to refuse:
 * there may be a second proxy, by HTTP, between.
 */
function hasOtherScheme({ protocol }: URL, headers: IncomingHttpHeaders): boolean {
  if (!isFromOwnPage(headers)) return true;
  if (protocol === 'https:') return false;
  return protocol !== 'http:' || isForwardedFromHttps(headers);
}

function isForwardedFromHttps({ 'x-forwarded-proto': schemes }: IncomingHttpHeaders): boolean {
  return /^https\b/iu.test(String(schemes ?? ''));
}
