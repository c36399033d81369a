import assert from 'node:assert/strict';
import test from 'node:test';
import type { Welcome } from '../../../protocol/frames.ts';
import { startTime } from '../../test-support/doubles/manual-clock.ts';
import {
  answers,
  begin,
  begun,
  gameMessage,
  gameSeenBy,
  leave,
  nextGames,
  onGame,
  play,
  propose,
  three,
} from '../../test-support/running/game-players.ts';
import type { TestServer } from '../../test-support/running/test-server.ts';

test('a game continues after a restart of the server', async (t) => {
  const { server, eve, toto, ada, who } = await begun(t, 4);
  const before = await gameSeenBy(eve);
  await restart(server, 100_000);
  const [back, other] = [await server.join(who.toto), await server.join(who.ada)];
  assert.deepEqual(await gameSeenBy(back), before);
  assert.deepEqual(await answers([other, play('move-001', 1, 0)]), ['ack']);
  await server.pass(60_000);
  assert.deepEqual(await gameSeenBy(back), { ...before, rev: 4, moves: [4, 0] });
  assert.equal(toto.received.length + ada.received.length > 0, true);
});

test('a player who is not back after the grace period is absent since the server started', async (t) => {
  const { server, who } = await begun(t, 4);
  await restart(server, 100_000);
  const toto = await server.join(who.toto);
  await toto.follow();
  await server.pass(59_999);
  assert.deepEqual(await answers([toto, onGame('claim', 'claim-01')]), ['not_gone']);
  await toto.rest();
  server.clock.pass(1);
  assert.deepEqual((await nextGames(toto))[0]?.gone, [null, startTime + 100_000]);
  assert.deepEqual(await answers([toto, onGame('claim', 'claim-02')]), ['ack']);
});

test('an earlier absence keeps its time after a restart', async (t) => {
  const { server, ada, eve, who } = await begun(t, 4);
  await leave(server, ada);
  await server.pass(40_000);
  await nextGames(eve);
  await restart(server, 19_999);
  const toto = await server.join(who.toto);
  assert.deepEqual(await answers([toto, onGame('claim', 'claim-01')]), ['not_gone']);
  server.clock.pass(1);
  assert.deepEqual(await answers([toto, onGame('claim', 'claim-02')]), ['ack']);
});

test('a player who returned and left again just before is absent since then', async (t) => {
  const { server, who } = await begun(t, 4);
  await restart(server, 100_000);
  const [toto, ada] = [await server.join(who.toto), await server.join(who.ada)];
  await toto.follow();
  await server.pass(58_000);
  await leave(server, ada);
  await server.pass(2_000);
  assert.deepEqual(await answers([toto, onGame('claim', 'claim-01')]), ['not_gone']);
  await toto.rest();
  await server.pass(3_000);
  assert.deepEqual((await nextGames(toto))[0]?.gone, [null, startTime + 158_000]);
});

test('the welcome lists my open games, my invitations, and the latest games of others', async (t) => {
  const { server, toto, ada, eve, who } = await three(t);
  await begin(toto, ada, 'game-001', 4);
  await toto.ask(propose('game-002', { to: eve.person.id }));
  await begin(toto, ada, 'game-003');
  await ada.ask(onGame('resign', 'resign-1', 'game-003'));
  for (let pair = 0; pair < 6; pair++) {
    const [one, other] = [await server.join(`One ${pair}`), await server.join(`Other ${pair}`)];
    for (let game = 0; game < 10; game++) {
      server.clock.pass(1);
      await begin(one, other, `others-${pair}-${game}`);
    }
  }
  const gamesIn = async (session: typeof who.toto) => {
    const [welcome] = (await (await server.connect(session)).next()) as [Welcome];
    return welcome.games.map(({ message }) => message.id);
  };
  const latest = Array.from({ length: 50 }, (_, n) => 59 - n).map(
    (n) => `others-${Math.floor(n / 10)}-${n % 10}`,
  );
  assert.deepEqual(
    [await gamesIn(who.toto), await gamesIn(who.ada), await gamesIn(who.eve)],
    [
      ['game-001', 'game-002', ...latest],
      ['game-001', ...latest],
      ['game-002', ...latest],
    ],
  );
});

test('with few open games, the welcome lists my own first too, the oldest first', async (t) => {
  const { server, toto, ada, eve, who } = await three(t);
  await begin(toto, ada, 'game-001');
  server.clock.pass(1);
  await begin(ada, eve, 'game-002');
  await toto.ask(propose('game-003'));
  server.clock.pass(1);
  await eve.ask(propose('game-004', { to: toto.person.id }));
  const [welcome] = (await (await server.connect(who.toto)).next()) as [Welcome];
  assert.deepEqual(
    welcome.games.map(({ message }) => message.id),
    ['game-001', 'game-003', 'game-004', 'game-002'],
  );
});

test('a game in the welcome has its current state and its room', async (t) => {
  const { server, toto, ada, who } = await begun(t, 4);
  const seats: [typeof toto.person, typeof ada.person] = [toto.person, ada.person];
  const [welcome] = (await (await server.connect(who.eve)).next()) as [Welcome];
  const message = gameMessage(toto.person, { rev: 3, seats, moves: [4] });
  assert.deepEqual(welcome.games, [{ room: 'general', message }]);
  assert.equal(welcome.grace, 60);
});

async function restart(server: TestServer, takes: number): Promise<void> {
  await server.stop();
  await server.pass(takes);
  await server.start();
}
