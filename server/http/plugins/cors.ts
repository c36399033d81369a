import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Origins whose pages act for whoever has signed in here, by the cookie. */
    credentialOrigins: ReadonlySet<string>;
  }
}

/** What the page of another origin may read of an answer besides its body and type. */
const exposedHeaders = ['etag', 'retry-after', 'request-bytes'];
const methods = ['GET', 'HEAD', 'POST', 'DELETE'];
/** Seconds for which a browser need not ask again. */
const maxAge = 600;

/**
 * Lets the pages of `origins` use the API. Comes after the gate, which refuses all others, and
 * before whatever else refuses, for the page is to see why. A browser sends and takes cookies for
 * such a page only where it is one of `credentialOrigins`.
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
      // Any other use of OPTIONS is as unknown here as it was.
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

/** Whether a page asks that the operator trusts with the cookie as with our own. */
export function isTrustedWithCookie({ headers, server }: FastifyRequest): boolean {
  return headers.origin !== undefined && server.credentialOrigins.has(headers.origin);
}

/** For routes that have nothing to protect: any page may use them, without cookies. */
export const forEveryOrigin = { cors: { origin: '*', credentials: false } } as const;
/** For what is no part of the API. */
export const forNoOrigin = { cors: false } as const;
