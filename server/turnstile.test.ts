import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'node:test';
import { startServer } from './testing.ts';
import { Turnstile } from './turnstile.ts';

test('a few pass in a turn of the loop, the others in the turns that follow, in their order', async () => {
  const turnstile = new Turnstile();
  const passed: number[] = [];
  for (let number = 0; number < 20; number++) {
    void turnstile.pass().then(() => passed.push(number));
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

test('whoever comes when nobody waits passes at once', async () => {
  const turnstile = new Turnstile();
  for (let number = 0; number < 3; number++) {
    let isIn = false;
    void turnstile.pass().then(() => (isIn = true));
    await Promise.resolve();
    assert.ok(isIn);
    await nextTurn();
    await nextTurn();
  }
});

test('three hundred who come at once all get in, by WebSocket and by HTTP', async (t) => {
  const server = await startServer(t);
  const who = await server.signIn('Toto');
  const headers = { authorization: `Bearer ${who.token}` };
  const lines = Array.from({ length: 200 }, () => server.join(who));
  const asked = Array.from({ length: 100 }, () =>
    server.request('/api/connections', { method: 'POST', headers }),
  );
  const answers = await Promise.all(asked);
  assert.ok(answers.every(({ status }) => status === 201));
  assert.equal((await Promise.all(lines)).length, 200);
});
