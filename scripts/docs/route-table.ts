import { RunningServer } from '../server/running-server.ts';
import { code, table } from './table.ts';

/** What is read of an OpenAPI document. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly { name: string; in: string }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Content {
  readonly content?: Readonly<Record<string, { schema: { $ref?: string } }>>;
}

/** The OpenAPI document of a server that is started for it. */
export async function apiDocument(): Promise<ApiDocument> {
  const server = await RunningServer.start();
  try {
    const answer = await fetch(`${server.url}/api/openapi.json`);
    return (await answer.json()) as ApiDocument;
  } finally {
    await server.remove();
  }
}

/** Every route of the HTTP interface: what it takes, and what it gives. */
export function routeTable({ paths }: ApiDocument): string {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [
      code(`${method.toUpperCase()} ${path}`),
      queryOf(operation),
      shapesIn(operation.requestBody),
      Object.entries(operation.responses).map(answerOf).filter(Boolean).join(', '),
      operation.summary,
    ]),
  );
  return table(['request', 'query', 'body', 'answer', 'what it does'], rows);
}

function queryOf({ parameters = [] }: Operation): string {
  const names = parameters.filter((each) => each.in === 'query').map(({ name }) => code(name));
  return names.join(', ');
}

function answerOf([status, content]: [string, Content]): string {
  if (status === 'default') return '';
  return [status, shapesIn(content)].filter(Boolean).join(' ');
}

function shapesIn({ content = {} }: Content = {}): string {
  const shapes = Object.entries(content).map(([type, { schema }]) =>
    type === 'text/event-stream' ? 'events' : code(schema.$ref?.split('/').at(-1) ?? 'object'),
  );
  return shapes.join(' or ');
}
