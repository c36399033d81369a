import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { refusal } from '../../protocol/refusals.ts';
import { Api, RefusedError } from './api.ts';
import { ScriptedHttpServer } from '../test-support/test-http.ts';
import { RoomHistory, zoe } from '../test-support/test-kit.ts';

const timeout = 5_000;

test('fetches the changes of a room with the cost of the request', { timeout }, async (t) => {
  const { server, api } = await started(t);
  const request = api.changes('thé', 2);
  const { response } = await server.expect('GET /api/rooms/th%C3%A9/changes?after=2&wait=0');
  const text = JSON.stringify(truth.changes(2, 3));
  response.writeHead(200, { 'request-bytes': 234 }).end(text);
  const { changes, cost } = await request;
  assert.deepEqual(changes, truth.changes(2, 3));
  assert.deepEqual([cost.requests, cost.up], [1, 234]);
  const head = cost.down - text.length;
  assert.ok(head > 100 && head < 400, `${head} bytes of headers`);
});

test(
  'throws a refusal, also for a response that is not from the server',
  { timeout },
  async (t) => {
    const { server, api } = await started(t);
    const codes: (string | undefined)[] = [];
    for (const body of [JSON.stringify(refusal('unknown_room')), '<p>Bad gateway</p>', 'null']) {
      const refused = api.history('tea', 1).catch((error: unknown) => error);
      (await server.next()).response.writeHead(502).end(body);
      const error = await refused;
      codes.push(error instanceof RefusedError ? error.refusal.code : undefined);
    }
    assert.deepEqual(codes, ['unknown_room', 'internal_error', 'internal_error']);
  },
);

test('times out, later when a wait was requested', { timeout }, async (t) => {
  const { server, api } = await started(t, 50);
  await assert.rejects(api.history('tea', 1), { name: 'TimeoutError' });
  const request = api.changes('tea', 2, 3);
  // On a busy machine the first request timed out before it was sent.
  let next = await server.next();
  if (next.text === 'GET /api/rooms/tea/messages?before=1') next = await server.next();
  assert.equal(next.text, 'GET /api/rooms/tea/changes?after=2&wait=3');
  const { response } = next;
  setTimeout(() => response.end(JSON.stringify(truth.changes(2, 3))), 100);
  assert.deepEqual((await request).changes, truth.changes(2, 3));
});

async function started(
  t: TestContext,
  patience?: number,
): Promise<{ server: ScriptedHttpServer; api: Api }> {
  const server = await ScriptedHttpServer.start();
  t.after(() => server.close());
  return { server, api: new Api(server.url, undefined, patience) };
}

const truth = new RoomHistory(Array.from({ length: 3 }, () => ({ does: 'post', by: zoe, at: 0 })));
