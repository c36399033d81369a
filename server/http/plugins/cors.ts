import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Origins whose pages may use the session cookie. */
    credentialOrigins: ReadonlySet<string>;
  }
}

/** Response headers that pages of other origins may read. */
const exposedHeaders = ['etag', 'retry-after', 'request-bytes'];
const methods = ['GET', 'HEAD', 'POST', 'DELETE'];
/** Seconds for which a browser may cache a preflight response. */
const maxAge = 600;

/**
 * Lets pages of `origins` use the API. Comes after the host and origin check, which refuses all
 * others, and before all other checks, so that the page can read their refusals. Only pages of
 * `credentialOrigins` may use cookies.
 */
export async function allowOrigins(
  app: FastifyInstance,
  origins: readonly string[],
  credentialOrigins: readonly string[],
): Promise<void> {
  app.decorate('credentialOrigins', new Set(credentialOrigins));
  await app.register(cors, {
    delegator: ({ headers }, done) => {
      const { origin } = headers;
      const isListed = origin !== undefined && origins.includes(origin);
      // Other OPTIONS requests still get 404.
      const preflight = 'access-control-request-method' in headers;
      const credentials = isListed && app.credentialOrigins.has(origin);
      done(null, {
        origin: isListed && origin,
        preflight,
        credentials,
        methods,
        exposedHeaders,
        maxAge,
      });
    },
  });
}

/** Whether the request is from a page that the operator lets use the session cookie. */
export function isTrustedWithCookie({ headers, server }: FastifyRequest): boolean {
  return headers.origin !== undefined && server.credentialOrigins.has(headers.origin);
}

/** For routes without anything to protect. Every page may use them, without cookies. */
export const forEveryOrigin = { cors: { origin: '*', credentials: false } } as const;
/** For routes outside the API. */
export const forNoOrigin = { cors: false } as const;
