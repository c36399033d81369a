import type { FastifyRequest } from 'fastify';

/**
 * Whether a route of the API answers. The address as it was sent does not tell: `/%61pi/session` is
 * the same route as `/api/session`.
 */
export function isApi({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/') ?? false;
}

/** Whether the request is for this route, whatever its query. */
export function isFor(request: FastifyRequest, method: string, url: string): boolean {
  return request.method === method && request.routeOptions.url === url;
}
