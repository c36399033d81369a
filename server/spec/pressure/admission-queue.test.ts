import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'node:test';
import fastify from 'fastify';
import { startServer } from '../../test-support/running/test-server.ts';
import { addAdmissionQueue, AdmissionQueue } from '../../http/plugins/admission-queue.ts';

test('a few connections are admitted per turn of the event loop, in order', async () => {
  const queue = new AdmissionQueue();
  const passed: number[] = [];
  for (let number = 0; number < 20; number++) {
    void queue.pass().then(() => passed.push(number));
  }
  const counts: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    await Promise.resolve();
    counts.push(passed.length);
    await nextTurn();
  }
  assert.deepEqual(counts, [8, 16, 20, 20]);
  assert.deepEqual(
    passed,
    passed.toSorted((a, b) => a - b),
  );
});

test('a connection is admitted at once if none waits', async () => {
  const queue = new AdmissionQueue();
  for (let number = 0; number < 3; number++) {
    let isIn = false;
    void queue.pass().then(() => (isIn = true));
    await Promise.resolve();
    assert.ok(isIn);
    await nextTurn();
    await nextTurn();
  }
});

test('only requests that open a connection wait, however their path is spelled', async () => {
  const paths = ['/api/connections', '/api/connections?room=tea', '/%61pi/connections'];
  for (const path of paths) assert.equal(await mostInATurn('POST', path), 8, path);
  assert.equal(await mostInATurn('GET', '/api/connections'), 20);
  assert.equal(await mostInATurn('GET', '/ws', { upgrade: 'websocket' }), 8);
});

test('three hundred connections at once are all admitted, over WebSocket and HTTP', async (t) => {
  const server = await startServer(t);
  const names = Array.from({ length: 10 }, (_, index) => `Toto ${index}`);
  const people = await Promise.all(names.map((name) => server.signIn(name)));
  const clients = Array.from({ length: 200 }, (_, index) => server.join(people[index % 10]!));
  const requests = Array.from({ length: 100 }, (_, index) => {
    const headers = { authorization: `Bearer ${people[index % 10]!.token}` };
    return server.request('/api/connections', { method: 'POST', headers });
  });
  const answers = await Promise.all(requests);
  assert.ok(answers.every(({ status }) => status === 201));
  assert.equal((await Promise.all(clients)).length, 200);
});

/**
 * Requests twenty admissions at once. Resolves to the number admitted in one turn of the event
 * loop.
 */
async function mostInATurn(
  method: 'GET' | 'POST',
  path: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const app = fastify();
  const inTurn: number[] = [0];
  addAdmissionQueue(app);
  for (const url of ['/api/connections', '/ws']) {
    app.route({
      method: ['GET', 'POST'],
      url,
      handler: async () => void inTurn.push(inTurn.pop()! + 1),
    });
  }
  await app.ready();
  let isOver = false;
  const requests = Array.from({ length: 20 }, () => app.inject({ method, url: path, headers }));
  const all = Promise.all(requests).then(() => (isOver = true));
  while (!isOver) {
    await nextTurn();
    inTurn.push(0);
  }
  await all;
  return Math.max(...inTurn);
}
