import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import type { Frame } from '../../../protocol/frames.ts';
import { ViolationCounter } from '../../runtime/violation-counter.ts';
import { post } from '../../test-support/running/test-clients.ts';
import { ManualClock, startTime } from '../../test-support/doubles/manual-clock.ts';
import {
  answers,
  begun,
  earlierWrites,
  gameSeenBy,
  leave,
  nextGames,
  nextResult,
  onGame,
  propose,
  three,
} from '../../test-support/running/game-players.ts';
import { startServer } from '../../test-support/running/test-server.ts';

const aDay = 24 * 60 * 60 * 1_000;
const jumps: [string, number][] = [
  ['back', -aDay],
  ['forward', aDay],
];

for (const [where, jump] of jumps) {
  test(`a clock set ${where} a day: posts stay in order and have the new time`, async (t) => {
    const server = await startServer(t);
    const toto = await server.join('Toto');
    await toto.ask(post('hello-01'));
    server.clock.set(jump);
    await toto.ask(post('hello-02'));
    await toto.rest();
    const [frame] = await toto.follow();
    assert.ok(frame?.type === 'changes');
    assert.deepEqual(
      frame.messages.map(({ id, seq, at }) => [id, seq, at]),
      [
        ['hello-01', 1, startTime],
        ['hello-02', 2, startTime + jump],
      ],
    );
  });

  test(`a clock set ${where} a day: a person over the rate limit waits for a second`, async (t) => {
    const server = await startServer(t, { rateLimit: 1 });
    const toto = await server.join('Toto');
    for (let number = 1; number <= 4; number++) await toto.ask(post(`hello-0${number}`));
    server.clock.set(jump);
    await toto.ask(post('hello-05'));
    server.clock.pass(1_000);
    assert.equal((await toto.ask(post('hello-06'))).type, 'ack');
  });

  test(`a clock set ${where} a day: earlier violations do not count`, () => {
    const clock = new ManualClock();
    const violations = new ViolationCounter(2, clock);
    assert.equal(violations.exceeded(), false);
    clock.set(jump);
    assert.equal(violations.exceeded(), false);
    assert.equal(violations.exceeded(), true);
  });

  test(`a clock set ${where} a day: heartbeats continue, and no connection is considered dead`, async (t) => {
    const server = await startServer(t);
    const toto = await server.join('Toto');
    server.clock.set(jump);
    for (let beats = 0; beats < 4; beats++) {
      server.clock.pass(25_000);
      assert.deepEqual(typesIn(await toto.rest()), ['heartbeat']);
    }
  });

  test(`a clock set ${where} a day: an absent player has exactly the grace period`, async (t) => {
    const { server, ada, toto, eve } = await begun(t, 4);
    await leave(server, ada);
    await server.pass(5_000);
    await nextGames(eve);
    server.clock.set(jump);
    await server.pass(1_000);
    assert.deepEqual((await nextGames(eve))[0]?.gone, [null, startTime + jump]);
    await server.pass(53_999);
    assert.deepEqual(await answers([toto, onGame('claim', 'claim-01')]), ['not_gone']);
    await server.pass(1);
    assert.deepEqual(await answers([toto, onGame('claim', 'claim-02')]), ['ack']);
  });

  test(`a clock set ${where} a day: a player has exactly the time limit for a move`, async (t) => {
    const { server, who } = await begun(t, 4);
    server.clock.pass(59_000);
    server.clock.set(jump);
    server.clock.pass(aDay - 59_000);
    const eve = await server.join(who.eve);
    assert.equal((await gameSeenBy(eve)).result, undefined);
    await earlierWrites(eve);
    await server.pass(60_000);
    assert.deepEqual(await nextResult(eve), { is: 'won', seat: 0, by: 'time' });
  });

  test(`a clock set ${where} a day just after a player left: they have exactly the grace period`, async (t) => {
    const { server, ada, toto, eve } = await begun(t, 4);
    await leave(server, ada);
    await server.pass(2_000);
    server.clock.set(jump);
    await server.pass(3_000);
    await nextGames(eve);
    await server.pass(54_999);
    assert.deepEqual(await answers([toto, onGame('claim', 'claim-01')]), ['not_gone']);
    await server.pass(1);
    assert.deepEqual(await answers([toto, onGame('claim', 'claim-02')]), ['ack']);
  });
}

test('a clock set back while the server was off gives nobody an extra day', async (t) => {
  const { server, ada, eve, who } = await begun(t, 4);
  await leave(server, ada);
  await server.pass(5_000);
  await nextGames(eve);
  await server.stop();
  server.clock.set(-aDay);
  await server.start();
  const toto = await server.join(who.toto);
  await toto.follow();
  await server.pass(60_000);
  await nextGames(toto);
  await server.pass(60_000);
  assert.deepEqual(await answers([toto, onGame('claim', 'claim-02')]), ['ack']);
});

test('a start with a clock far ahead ends no session and frees no name', async (t) => {
  const server = await startServer(t);
  const { person, token } = await server.signIn('Toto');
  const restart = async (jump: number) => {
    await server.stop();
    server.clock.set(jump);
    await server.start();
    // Deletion is long done before anybody connects.
    await server.join(`Eve ${jump}`);
    return [await server.personOf(token), (await server.signIn('toto')).person];
  };
  assert.deepEqual(await restart(200 * aDay), [person, undefined]);
  assert.deepEqual(await restart(-200 * aDay), [person, undefined]);
});

test('a clock set far ahead while the server runs signs nobody out', async (t) => {
  const server = await startServer(t);
  const { person, token } = await server.signIn('Toto');
  server.clock.set(200 * aDay);
  assert.deepEqual(await server.personOf(token), person);
});

test('proposals expire by the calendar: with the clock set back a day, they last a day longer', async (t) => {
  const { server, toto, who } = await three(t);
  await toto.ask(propose('game-001'));
  const resultAfter = async (milliseconds: number) => {
    server.clock.set(milliseconds);
    await server.pass(10 * 60_000);
    return (await gameSeenBy(await server.join(who.eve))).result;
  };
  assert.equal(await resultAfter(-aDay), undefined);
  assert.equal(await resultAfter(aDay), undefined);
  assert.deepEqual(await resultAfter(aDay), { is: 'lapsed' });
});

test('a player who left while the store failed is marked absent as soon as it can write', async (t) => {
  const { server, ada, eve, toto } = await begun(t, 4);
  const other = new DatabaseSync(join(server.config.dataDir, 'causette.db'));
  other.exec('BEGIN IMMEDIATE');
  await leave(server, ada);
  await server.pass(5_000);
  await toto.ask(post('hello-01'));
  other.close();
  await server.pass(5_000);
  assert.deepEqual((await nextGames(eve))[0]?.gone, [null, startTime]);
});

function typesIn(frames: Frame[]): string[] {
  return frames.map(({ type }) => type);
}
