import assert from 'node:assert/strict';
import test from 'node:test';
import { RateLimiter } from '../../runtime/rate-limiter.ts';
import { post } from '../../test-support/running/test-clients.ts';
import { ManualClock } from '../../test-support/doubles/manual-clock.ts';
import { startServer } from '../../test-support/running/test-server.ts';

test('a burst may use four seconds of tokens, later ones have to be earned', () => {
  const { take, clock } = limiter(2);
  assert.deepEqual(take(9), [0, 0, 0, 0, 0, 0, 0, 0, 0.5]);
  clock.pass(250);
  assert.deepEqual(take(1), [0.25]);
  clock.pass(250);
  assert.deepEqual(take(2), [0, 0.5]);
});

test('a bucket holds at most four seconds of tokens', () => {
  const { take, clock } = limiter(1);
  take(4);
  clock.pass(60_000);
  assert.deepEqual(take(5), [0, 0, 0, 0, 1]);
});

test('each key has its own bucket', () => {
  const { take } = limiter(1);
  assert.deepEqual([take(5), take(1, 'ada')], [[0, 0, 0, 0, 1], [0]]);
});

test('a cost of several tokens takes all of them or none', () => {
  const { all } = limiter(1);
  assert.deepEqual(
    [all.take('toto', 3), all.take('toto', 3), all.take('toto'), all.take('toto')],
    [0, 2, 0, 1],
  );
});

test('a cost above the bucket size takes a full bucket and leaves a debt', () => {
  const { all, clock } = limiter(1);
  assert.deepEqual([all.take('toto', 10), all.take('toto')], [0, 7]);
  clock.pass(7_000);
  assert.deepEqual([all.take('toto', 10), all.take('toto')], [3, 0]);
});

test('a bucket that is not full is kept, however long it is unused', () => {
  const { take, clock } = limiter(1);
  take(4);
  clock.pass(3_999);
  take(1, 'ada');
  clock.pass(1);
  assert.deepEqual(take(5), [0, 0, 0, 0, 1]);
});

test('after the clock is set, elapsed time still earns tokens and none are lost', () => {
  const { take, clock } = limiter(1);
  take(4);
  clock.set(-86_400_000);
  assert.deepEqual(take(1), [1]);
  clock.pass(1_000);
  assert.deepEqual(take(2), [0, 1]);
});

test('without a limit everything passes', () => {
  assert.deepEqual([...new Set(limiter(0).take(1_000))], [0]);
});

test('following costs one token per fifty rooms or part of them', async (t) => {
  const server = await startServer(t, { rateLimit: 1 });
  const toto = await server.join('Toto');
  const follow = (id: string, count: number) => {
    const rooms = Array.from({ length: count }, (_, number) => [`room-${number}`, 0]);
    return toto.ask({ type: 'follow', id, rooms: Object.fromEntries(rooms) as object });
  };
  const codes: unknown[] = [];
  for (const count of [0, 50, 51, 400, 1, 1_000]) {
    const answer = await follow(`follow-${count}`, count);
    codes.push('code' in answer ? answer.code : answer.type);
  }
  const unknown = 'unknown_room';
  assert.deepEqual(codes, ['ack', unknown, unknown, unknown, 'rate_limited', 'rate_limited']);
  server.clock.pass(4_000);
  assert.equal(((await follow('follow-all', 1_000)) as { code: string }).code, unknown);
  assert.equal((await toto.ask(post('message-1'))).type, 'ack');
});

function limiter(perSecond: number) {
  const clock = new ManualClock();
  const all = new RateLimiter(perSecond, clock);
  const take = (times: number, person = 'toto') =>
    Array.from({ length: times }, () => all.take(person));
  return { clock, all, take };
}
