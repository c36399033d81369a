import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusedRequest } from './error-handler.ts';
import { cameByTls } from '../request/forwarded.ts';
import { logOnce } from '../../runtime/log-once.ts';
import { OwnHosts, type FindNames } from '../request/own-hosts.ts';
import { isFromOwnPage } from '../request/same-origin.ts';

/** What watches a server asks by whatever name it has for the machine, and learns nothing of people. */
const probes: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz']);

/**
 * Lets in what is meant for us: a `Host` that is ours, against DNS rebinding, and no page of another
 * site, against cross-site WebSocket hijacking. `origins` are allowed besides our own.
 */
export function checkHostAndOrigin(
  app: FastifyInstance,
  origins: readonly string[],
  findNames?: FindNames,
): void {
  const hosts = new OwnHosts(origins, findNames);
  const [refusedHost, refusedOrigin] = warnings(app);
  const faultOf = (request: FastifyRequest, isOurs: boolean): RefusedRequest | undefined => {
    if (!isOurs) {
      refusedHost(request.host);
      return new RefusedRequest(421, 'misdirected');
    }
    if (isForAll(request) || !isForeign(request, origins)) return undefined;
    refusedOrigin(request.headers.origin ?? '');
    return new RefusedRequest(403, 'foreign_origin');
  };
  app.addHook('onRequest', (request, _reply, done) => {
    if (hosts.has(request.host) || needsNoName(request)) return done(faultOf(request, true));
    void hosts.isFound(request.host).then((isOurs) => done(faultOf(request, isOurs)));
  });
}

/**
 * A page that was rebound to this machine reads as this machine does, and the figures are for that
 * by default. Browsers, and only they, send the languages of their reader.
 */
function needsNoName({ headers, routeOptions: { url } }: FastifyRequest): boolean {
  return probes.has(url) || (url === '/metrics' && !('accept-language' in headers));
}

/** The echo knows nobody and keeps nothing: pages of every origin may learn with it. */
function isForAll({ routeOptions: { url } }: FastifyRequest): boolean {
  return url === '/echo';
}

/** The operator is told what to set, for those who are refused cannot know. */
function warnings({ log }: FastifyInstance) {
  return [
    logOnce((host) => {
      log.warn(`Refused a request to the host name ${host}; http://${host} in ORIGINS lets it in.`);
    }),
    logOnce((origin) => {
      log.warn(`Refused a page of ${origin}; ${origin} in ORIGINS lets it in.`);
    }),
  ] as const;
}

/** Our own page has the same host and port as the request, and came by the same scheme. */
function isForeign(request: FastifyRequest, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined || origins.includes(origin)) return false;
  const page = URL.parse(origin);
  if (page === null) return true;
  // As an origin is written: a port that goes without saying is left out.
  const own = URL.parse(`${page.protocol}//${request.host}`);
  return page.host !== own?.host || hasOtherScheme(page, request);
}

/**
 * A proxy may speak HTTPS before us, so that we do not see by which scheme a request came. The
 * browser knows, and says so where it can; so does a proxy that is believed. HTTPS is never a reason
 * to refuse: there may be a second proxy, by HTTP, between.
 */
function hasOtherScheme({ protocol }: URL, request: FastifyRequest): boolean {
  if (!isFromOwnPage(request.headers)) return true;
  if (protocol === 'https:') return false;
  return protocol !== 'http:' || cameByTls(request);
}
