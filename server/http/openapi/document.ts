import swagger from '@fastify/swagger';
import fastify, { type RouteOptions } from 'fastify';
import { operations, tags, type Operation } from './operations.ts';
import { schemas } from './schemas.ts';

/** The part that swagger generates: the routes and their parameters. */
interface Generated {
  paths?: Record<string, Record<string, { parameters?: object[] }>>;
}

const info = {
  title: 'Causette over HTTP',
  version: '1',
  description: 'The commands and frames of /ws, and resources to read by GET.',
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

/** The routes under `/api/`, as OpenAPI 3.1. */
export async function describe(routes: RouteOptions[]): Promise<object> {
  const sketch = fastify({ exposeHeadRoutes: false });
  await sketch.register(swagger, {
    openapi: { openapi: '3.1.0', info },
    transformObject: (found) =>
      'openapiObject' in found ? complete(found.openapiObject as Generated) : {},
  });
  for (const { method, url, schema } of routes) {
    if (!url.startsWith('/api/') || method === 'HEAD') continue;
    const query = schema?.querystring === undefined ? {} : { querystring: schema.querystring };
    sketch.route({ method, url, schema: query, handler: () => {} });
  }
  await sketch.ready();
  return sketch.swagger();
}

/** Adds our descriptions to the generated routes. A route without one is a bug. */
function complete({ paths: found = {} }: Generated): object {
  const paths = mapValues(found, (methods, path) =>
    mapValues(methods, ({ parameters }, method) => described(method, path, parameters)),
  );
  const security = [{ token: [] }, { cookie: [] }];
  const components = { schemas, securitySchemes };
  return { openapi: '3.1.0', info, tags, security, paths, components };
}

function described(method: string, path: string, parameters: object[] = []): object {
  const operation = operations[`${method.toUpperCase()} ${path}`];
  if (operation === undefined) throw new Error(`${method} ${path} has no description`);
  return { ...operationOf(operation), parameters };
}

function operationOf({ tag, summary, isOpen, body, responses }: Operation): object {
  return {
    tags: [tag],
    summary,
    ...(isOpen && { security: [] }),
    ...(body !== undefined && { requestBody: { required: true, content: json(body) } }),
    responses: {
      ...mapValues(responses, ({ description, content, events }) => ({
        description,
        ...((content ?? events) !== undefined && {
          content: { ...json(content), ...eventStream(events) },
        }),
      })),
      default: { description: 'Refused; nothing was changed.', content: json('Refusal') },
    },
  };
}

function json(schema: string | object | undefined): object {
  return schema === undefined ? {} : { 'application/json': { schema: referTo(schema) } };
}

function eventStream(description: string | undefined): object {
  if (description === undefined) return {};
  return { 'text/event-stream': { schema: { type: 'string', description } } };
}

function referTo(schema: string | object): object {
  return typeof schema === 'string' ? { $ref: `#/components/schemas/${schema}` } : schema;
}

function mapValues<From, To>(
  table: Record<string, From>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(table).map(([key, value]) => [key, change(value, key)] as const),
  );
}
