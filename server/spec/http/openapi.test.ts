import assert from 'node:assert/strict';
import test from 'node:test';
import { startServer } from '../../test-support/running/test-server.ts';

interface Described {
  openapi: string;
  info: { title: string; version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

interface Operation {
  tags: string[];
  summary: string;
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string }>;
}

test('the OpenAPI description lists exactly the routes of the API', async (t) => {
  const { paths, openapi, info } = await described(t);
  assert.match(openapi, /^3\.1\.\d$/u);
  assert.ok(info.title && info.version);
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(found.toSorted(), [
    'DELETE /api/connections/{connection}',
    'DELETE /api/session',
    'DELETE /api/sessions',
    'DELETE /api/sessions/{session}',
    'GET /api/connections/{connection}/frames',
    'GET /api/openapi.json',
    'GET /api/people',
    'GET /api/rooms',
    'GET /api/rooms/{room}/changes',
    'GET /api/rooms/{room}/members',
    'GET /api/rooms/{room}/messages',
    'GET /api/rooms/{room}/messages/{message}/reactions',
    'GET /api/rooms/{room}/people',
    'GET /api/session',
    'GET /api/sessions',
    'POST /api/commands',
    'POST /api/connections',
    'POST /api/connections/{connection}/commands',
    'POST /api/device-links',
    'POST /api/device-links/redeem',
    'POST /api/name',
    'POST /api/recovery',
    'POST /api/recovery-code',
    'POST /api/session',
  ]);
});

test('each operation describes its request and its responses', async (t) => {
  const { paths, tags } = await described(t);
  const names = new Set(tags.map(({ name }) => name));
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const { parameters = [] } = operation;
      const inPath = parameters.filter((each) => each.in === 'path');
      const named = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
      assert.deepEqual(
        inPath.map(({ name, required }) => required && name),
        named,
        path,
      );
      assert.ok(operation.tags.every((tag) => names.has(tag)) && operation.summary);
      assert.equal(
        operation.requestBody === undefined,
        method !== 'post' || /(?:ions|links)$/u.test(path),
      );
      assert.ok(Object.keys(operation.responses).some((status) => status.startsWith('2')));
      for (const { description } of Object.values(operation.responses)) assert.ok(description);
    }
  }
  const { parameters = [] } = paths['/api/rooms/{room}/changes']!['get']!;
  const query = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
  assert.deepEqual(query, ['after', 'wait', 'epoch']);
});

test('all references resolve', async (t) => {
  const whole = await described(t);
  const refers = JSON.stringify(whole).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/gu);
  const names = new Set([...refers].map(([, name]) => name!));
  assert.deepEqual(
    [...names].filter((name) => !(name in whole.components.schemas)),
    [],
  );
  assert.ok(names.has('Command') && names.has('Refusal'));
});

async function described(t: Parameters<typeof startServer>[0]): Promise<Described> {
  const server = await startServer(t);
  const { status, body } = await server.request('/api/openapi.json');
  assert.equal(status, 200);
  return JSON.parse(body) as Described;
}
