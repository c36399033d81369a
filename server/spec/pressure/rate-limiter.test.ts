import assert from 'node:assert/strict';
import test from 'node:test';
import { RateLimiter } from '../../runtime/rate-limiter.ts';
import { post } from '../../test-support/test-clients.ts';
import { ManualClock } from '../../test-support/manual-clock.ts';
import { startServer } from '../../test-support/test-server.ts';

test('four seconds of credits may be taken at once, and then as they are earned', () => {
  const { take, clock } = credits(2);
  assert.deepEqual(take(9), [0, 0, 0, 0, 0, 0, 0, 0, 0.5]);
  clock.pass(250);
  assert.deepEqual(take(1), [0.25]);
  clock.pass(250);
  assert.deepEqual(take(2), [0, 0.5]);
});

test('no more is earned than four seconds of credits', () => {
  const { take, clock } = credits(1);
  take(4);
  clock.pass(60_000);
  assert.deepEqual(take(5), [0, 0, 0, 0, 1]);
});

test('each has an account of their own', () => {
  const { take } = credits(1);
  assert.deepEqual([take(5), take(1, 'ada')], [[0, 0, 0, 0, 1], [0]]);
});

test('what costs several takes them all, or none', () => {
  const { all } = credits(1);
  assert.deepEqual(
    [all.take('toto', 3), all.take('toto', 3), all.take('toto'), all.take('toto')],
    [0, 2, 0, 1],
  );
});

test('what costs more than an account can hold takes a full one, and the rest is owed', () => {
  const { all, clock } = credits(1);
  assert.deepEqual([all.take('toto', 10), all.take('toto')], [0, 7]);
  clock.pass(7_000);
  assert.deepEqual([all.take('toto', 10), all.take('toto')], [3, 0]);
});

test('an account that is not full is remembered, however long nobody takes of another', () => {
  const { take, clock } = credits(1);
  take(4);
  clock.pass(3_999);
  take(1, 'ada');
  clock.pass(1);
  assert.deepEqual(take(5), [0, 0, 0, 0, 1]);
});

test('a clock that is set earns what passes, and takes nothing away', () => {
  const { take, clock } = credits(1);
  take(4);
  clock.set(-86_400_000);
  assert.deepEqual(take(1), [1]);
  clock.pass(1_000);
  assert.deepEqual(take(2), [0, 1]);
});

test('where there is no limit, everything passes', () => {
  assert.deepEqual([...new Set(credits(0).take(1_000))], [0]);
});

test('rooms are followed at one credit for each fifty begun', async (t) => {
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

function credits(perSecond: number) {
  const clock = new ManualClock();
  const all = new RateLimiter(perSecond, clock);
  const take = (times: number, person = 'toto') =>
    Array.from({ length: times }, () => all.take(person));
  return { clock, all, take };
}
