import type { FastifyInstance, RouteOptions } from 'fastify';
import { compressLong } from '../compression.ts';

/**
 * `/api/openapi.json`: the HTTP interface as OpenAPI 3.1. Call it before the routes are added. The
 * document is built on the first request, so that it does not delay the start.
 */
export function describeApi(app: FastifyInstance, basePath: string): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  let description: Promise<object> | undefined;
  app.get(
    '/api/openapi.json',
    { onSend: compressLong },
    async () => (description ??= load(routes, basePath)),
  );
}

async function load(routes: RouteOptions[], basePath: string): Promise<object> {
  const { describe } = await import('./document.ts');
  return { ...(await describe(routes)), ...(basePath !== '' && { servers: [{ url: basePath }] }) };
}
