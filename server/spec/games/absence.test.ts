import assert from 'node:assert/strict';
import test from 'node:test';
import { startTime } from '../../test-support/doubles/manual-clock.ts';
import {
  answers,
  begun,
  earlierWrites,
  gameSeenBy,
  leave,
  nextGames,
  nextResult,
  onGame,
  play,
  propose,
  three,
} from '../../test-support/running/game-players.ts';

test('a player who disconnects is marked absent after five seconds, since the disconnection', async (t) => {
  const { server, ada, eve } = await begun(t, 4);
  await leave(server, ada);
  server.clock.pass(4_999);
  assert.deepEqual(await eve.rest(), []);
  server.clock.pass(1);
  assert.deepEqual(
    (await nextGames(eve)).map(({ gone }) => gone),
    [[null, startTime]],
  );
});

test('a reload changes nothing, nor does closing one of two tabs', async (t) => {
  const { server, ada, toto, eve, who } = await begun(t, 4);
  await leave(server, ada);
  server.clock.pass(4_000);
  await server.join(who.ada);
  await server.join(who.toto);
  await leave(server, toto);
  server.clock.pass(10_000);
  assert.deepEqual(await eve.rest(), []);
});

test('a player who returns in time is marked present and loses nothing', async (t) => {
  const { server, ada, toto, eve, who } = await begun(t, 4);
  await leave(server, ada);
  await server.pass(5_000);
  await nextGames(eve);
  const back = await server.join(who.ada);
  assert.deepEqual((await nextGames(eve))[0]?.gone, [null, null]);
  await server.pass(60_000);
  assert.deepEqual(
    await answers([toto, onGame('claim', 'claim-01')], [back, play('move-001', 1, 0)]),
    ['not_gone', 'ack'],
  );
});

test('a game can be claimed after the grace period only, and only by the opponent', async (t) => {
  const { server, ada, toto, eve } = await begun(t, 4);
  await leave(server, ada);
  await server.pass(5_000);
  await nextGames(eve);
  await server.pass(54_999);
  const early = await answers(
    [toto, onGame('claim', 'claim-01')],
    [eve, onGame('claim', 'claim-02')],
  );
  assert.deepEqual(early, ['not_gone', 'not_a_player']);
  server.clock.pass(1);
  assert.deepEqual(await answers([toto, onGame('claim', 'claim-02')]), ['ack']);
  assert.deepEqual((await gameSeenBy(eve)).result, { is: 'won', seat: 0, by: 'absence' });
});

test('a proposer who is offline when the seat is taken is marked absent since then', async (t) => {
  const { server, ada, toto, eve } = await three(t);
  await toto.ask(propose());
  await leave(server, toto);
  await server.pass(30_000);
  await eve.rest();
  await ada.ask(onGame('accept', 'accept-1'));
  await nextGames(eve);
  await server.pass(5_000);
  assert.deepEqual((await nextGames(eve))[0]?.gone, [startTime + 30_000, null]);
});

test('a person without a running game who leaves changes nothing', async (t) => {
  const { server, ada, toto, eve } = await begun(t, 0, 3, 1, 4, 2);
  await ada.ask(propose('game-002'));
  await eve.rest();
  for (const client of [ada, toto]) await leave(server, client);
  server.clock.pass(10_000);
  assert.deepEqual(await eve.rest(), []);
});

test('a player who does not move for a day loses; a restart gives no extra time', async (t) => {
  const { server, who } = await begun(t, 4);
  server.clock.pass(aDay / 2);
  await server.stop();
  server.clock.pass(aDay / 2 - 60_000);
  await server.start();
  server.clock.pass(60_000);
  const eve = await server.join(who.eve);
  assert.equal((await gameSeenBy(eve)).result, undefined);
  await earlierWrites(eve);
  await server.pass(60_000);
  assert.deepEqual(await nextResult(eve), { is: 'won', seat: 0, by: 'time' });
  const toto = await server.join(who.toto);
  assert.deepEqual(await answers([toto, play('move-001', 1, 0)]), ['game_over']);
});

test('a proposal that nobody accepts for a day is closed', async (t) => {
  const { server, toto, who } = await three(t);
  await toto.ask(propose());
  server.clock.pass(aDay);
  const ada = await server.join(who.ada);
  assert.equal((await gameSeenBy(ada)).result, undefined);
  await server.pass(tenMinutes);
  assert.deepEqual(await nextResult(ada), { is: 'lapsed' });
  assert.deepEqual(await answers([ada, onGame('accept', 'accept-1')]), ['game_over']);
});

test('an expired proposal cannot be accepted, whether it is closed already or not', async (t) => {
  const { server, toto, who } = await three(t);
  server.clock.pass(1);
  const there = await server.join(who.toto);
  await there.ask(propose());
  await toto.rest();
  server.clock.pass(aDay + 1);
  const ada = await server.join(who.ada);
  assert.deepEqual(await answers([ada, onGame('accept', 'accept-1')]), ['game_over']);
});

test('a game may last longer than a day while players move', async (t) => {
  const { server, who } = await begun(t, 4);
  for (const [at, player] of [who.ada, who.toto].entries()) {
    server.clock.pass(aDay - 60_000);
    const back = await server.join(player);
    await server.pass(60_000);
    assert.deepEqual(await answers([back, play(`move-00${at}`, at + 1, at)]), ['ack']);
  }
  assert.deepEqual((await gameSeenBy(await server.join(who.eve))).moves, [4, 0, 1]);
});

const aDay = 24 * 60 * 60 * 1_000;
const tenMinutes = 10 * 60 * 1_000;
