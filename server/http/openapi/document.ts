import swagger from '@fastify/swagger';
import fastify, { type FastifySchema, type RouteOptions } from 'fastify';
import { Type, type TSchema } from 'typebox';
import { commands } from '../../../protocol/commands.ts';
import { RefusalBody } from '../../../protocol/http.ts';
import { answer } from '../response-schemas.ts';
import { Components } from './components.ts';

const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'Causette over HTTP',
    version: '1',
    description: 'The commands and frames of /ws, and resources to read by GET.',
  },
  tags: [
    { name: 'session', description: 'Sign in and out.' },
    { name: 'rooms', description: 'Read rooms by GET.' },
    { name: 'commands', description: 'Send one command without a connection.' },
    {
      name: 'connections',
      description: 'The same as /ws, for clients that cannot use a WebSocket.',
    },
    { name: 'about', description: 'This description.' },
  ],
  security: [{ token: [] }, { cookie: [] }],
};
const securitySchemes = {
  token: { type: 'http', scheme: 'bearer', description: 'The token of POST /api/session.' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'causette_PORT',
    description: 'For the page itself.',
  },
} as const;

const Command = Type.Union(Object.values(commands), { $id: 'Command' });
const CommandList = Type.Array(Command, { $id: 'CommandList' });
/** Bodies that are not in the schema of their route, because each command is validated by itself. */
const bodies: Record<string, TSchema> = {
  '/api/commands': Command,
  '/api/connections/:connection/commands': CommandList,
};

const refused = answer('Refused; nothing was changed.', { json: RefusalBody });

/**
 * The routes under `/api/`, as OpenAPI 3.1.
 * @throws Error for a route without a summary.
 */
export async function describe(routes: RouteOptions[]): Promise<object> {
  const components = new Components();
  const sketch = fastify({ exposeHeadRoutes: false });
  // It answers no request.
  sketch.setValidatorCompiler(() => () => true);
  sketch.setSerializerCompiler(() => JSON.stringify);
  await sketch.register(swagger, { openapi: { ...openapi, components: { securitySchemes } } });
  for (const { method, url, schema } of routes) {
    if (!url.startsWith('/api/') || method === 'HEAD') continue;
    if (schema?.summary === undefined) throw new Error(`${String(method)} ${url} has no summary`);
    const described = components.withReferences(completed(url, schema));
    sketch.route({ method, url, schema: described, handler: () => {} });
  }
  await sketch.ready();
  const { schemas } = components;
  return { ...sketch.swagger(), components: { schemas, securitySchemes } };
}

function completed(url: string, schema: FastifySchema): FastifySchema {
  const body = bodies[url] ?? schema.body;
  const response = { ...(schema.response as object), default: refused };
  return { ...schema, ...(body !== undefined && { body }), response };
}
