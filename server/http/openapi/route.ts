import type { FastifyInstance, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import { compressLong } from '../compression.ts';
import { answer } from '../response-schemas.ts';

const schema = {
  tags: ['about'],
  summary: 'This description',
  security: [],
  response: { 200: answer('OpenAPI 3.1.', { json: Type.Object({}) }) },
};

/**
 * `/api/openapi.json`: the HTTP interface as OpenAPI 3.1. Call it before the routes are added. The
 * document is built on the first request, so that it does not delay the start.
 */
export function describeApi(app: FastifyInstance, basePath: string): void {
  // The schemas of responses are for the description alone: they do not change what is sent.
  app.setSerializerCompiler(() => JSON.stringify);
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  let description: Promise<object> | undefined;
  app.get(
    '/api/openapi.json',
    { schema, onSend: compressLong },
    async () => (description ??= load(routes, basePath)),
  );
}

async function load(routes: RouteOptions[], basePath: string): Promise<object> {
  const { describe } = await import('./document.ts');
  return { ...(await describe(routes)), ...(basePath !== '' && { servers: [{ url: basePath }] }) };
}
