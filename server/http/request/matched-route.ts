import type { FastifyRequest } from 'fastify';

/**
 * Whether the request matched a route of the API. The raw URL does not show it: `/%61pi/session` is
 * the same route as `/api/session`.
 */
export function isApi({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/') ?? false;
}

/** Whether the request is for this route, whatever its query. */
export function isFor(request: FastifyRequest, method: string, url: string): boolean {
  return request.method === method && request.routeOptions.url === url;
}
