import assert from 'node:assert/strict';
import test from 'node:test';
import { startTime } from '../../test-support/manual-clock.ts';
import {
  answers,
  begun,
  gameSeenBy,
  leave,
  nextGames,
  onGame,
  play,
  propose,
  three,
} from '../../test-support/game-players.ts';

test('a player who leaves is said to be gone after five seconds, since they left', async (t) => {
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

test('a reload makes no noise, nor does one tab of two', async (t) => {
  const { server, ada, toto, eve, who } = await begun(t, 4);
  await leave(server, ada);
  server.clock.pass(4_000);
  await server.join(who.ada);
  await server.join(who.toto);
  await leave(server, toto);
  server.clock.pass(10_000);
  assert.deepEqual(await eve.rest(), []);
});

test('whoever comes back in time is here again, and loses nothing', async (t) => {
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

test('a game is claimed after the grace and not before, and only by the other player', async (t) => {
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

test('a proposer who is not there when the seat is taken is gone since then', async (t) => {
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

test('whoever leaves while nothing is played changes nothing', async (t) => {
  const { server, ada, toto, eve } = await begun(t, 0, 3, 1, 4, 2);
  await ada.ask(propose('game-002'));
  await eve.rest();
  for (const client of [ada, toto]) await leave(server, client);
  server.clock.pass(10_000);
  assert.deepEqual(await eve.rest(), []);
});

test('who is to move and does not for a day has lost; a restart gives no more time', async (t) => {
  const { server, who } = await begun(t, 4);
  server.clock.pass(aDay / 2);
  await server.stop();
  server.clock.pass(aDay / 2 - 60_000);
  await server.start();
  server.clock.pass(60_000);
  assert.equal((await gameSeenBy(await server.join(who.eve))).result, undefined);
  await server.pass(60_000);
  const won = { is: 'won', seat: 0, by: 'time' };
  assert.deepEqual((await gameSeenBy(await server.join(who.eve))).result, won);
  const toto = await server.join(who.toto);
  assert.deepEqual(await answers([toto, play('move-001', 1, 0)]), ['game_over']);
});

test('a proposal that nobody takes for a day is closed', async (t) => {
  const { server, toto, who } = await three(t);
  await toto.ask(propose());
  server.clock.pass(aDay);
  const ada = await server.join(who.ada);
  assert.equal((await gameSeenBy(ada)).result, undefined);
  server.clock.pass(tenMinutes);
  const back = await server.join(who.ada);
  assert.deepEqual((await gameSeenBy(back)).result, { is: 'lapsed' });
  assert.deepEqual(await answers([back, onGame('accept', 'accept-1')]), ['game_over']);
});

test('a proposal that is too old cannot be taken, closed already or not', async (t) => {
  const { server, toto, who } = await three(t);
  server.clock.pass(1);
  const there = await server.join(who.toto);
  await there.ask(propose());
  await toto.rest();
  server.clock.pass(aDay + 1);
  const ada = await server.join(who.ada);
  assert.deepEqual(await answers([ada, onGame('accept', 'accept-1')]), ['game_over']);
});

test('a game that is played for longer than a day stays open', async (t) => {
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
