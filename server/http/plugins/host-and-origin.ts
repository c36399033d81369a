import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusedRequest } from './error-handler.ts';
import { cameByTls } from '../request/forwarded.ts';
import { logOnce } from '../../runtime/log-once.ts';
import { OwnHosts, type FindNames } from '../request/own-hosts.ts';
import { isFromOwnPage } from '../request/same-origin.ts';

/** Health checks may use any host name: their responses hold no personal data. */
const probes: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz']);

/**
 * Refuses foreign host names, against DNS rebinding, and pages of other origins, against cross-site
 * WebSocket hijacking. `origins` are allowed in addition to our own.
 */
export function checkHostAndOrigin(
  app: FastifyInstance,
  origins: readonly string[],
  findNames?: FindNames,
): void {
  const hosts = new OwnHosts(origins, findNames);
  const [refusedHost, refusedOrigin] = warnings(app);
  const refusalOf = (request: FastifyRequest, isOwnHost: boolean): RefusedRequest | undefined => {
    if (!isOwnHost) {
      refusedHost(request.host);
      return new RefusedRequest(421, 'misdirected');
    }
    if (allowsAnyOrigin(request) || !isForeign(request, origins)) return undefined;
    refusedOrigin(request.headers.origin ?? '');
    return new RefusedRequest(403, 'foreign_origin');
  };
  app.addHook('onRequest', (request, _reply, done) => {
    if (hosts.has(request.host) || allowsAnyHost(request)) return done(refusalOf(request, true));
    void hosts.isFound(request.host).then((isOwnHost) => done(refusalOf(request, isOwnHost)));
  });
}

/**
 * Monitoring may read `/metrics` under any host name, browsers may not: a page that uses DNS
 * rebinding has the address of this machine, which may read the metrics by default. Only browsers
 * send `Accept-Language`.
 */
function allowsAnyHost({ headers, routeOptions: { url } }: FastifyRequest): boolean {
  return probes.has(url) || (url === '/metrics' && !('accept-language' in headers));
}

/** The echo has no users and stores nothing: pages of any origin may use it. */
function allowsAnyOrigin({ routeOptions: { url } }: FastifyRequest): boolean {
  return url === '/echo';
}

/** Log lines that tell the operator which setting would allow the request. */
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

/** Our own page has the same scheme, host and port as the request. */
function isForeign(request: FastifyRequest, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined || origins.includes(origin)) return false;
  const page = URL.parse(origin);
  if (page === null) return true;
  // In an origin, the default port is left out.
  const own = URL.parse(`${page.protocol}//${request.host}`);
  return page.host !== own?.host || hasOtherScheme(page, request);
}

/**
 * Behind a proxy that ends TLS, the scheme of the request is not visible. The browser reports it
 * where it can (`Sec-Fetch-Site`), and so does a trusted proxy. An HTTPS page is never refused for
 * its scheme: a second proxy may have forwarded the request by HTTP.
 */
function hasOtherScheme({ protocol }: URL, request: FastifyRequest): boolean {
  if (!isFromOwnPage(request.headers)) return true;
  if (protocol === 'https:') return false;
  return protocol !== 'http:' || cameByTls(request);
}
