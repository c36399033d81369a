import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { JsonClient, PlainClient } from '../../test-support/running/test-clients.ts';
import {
  begin,
  gameSeenBy,
  leave,
  nextGames,
  onGame,
  play,
  propose,
} from '../../test-support/running/game-players.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

test('a whole game between a plain-text client and a JSON client', async (t) => {
  const { ada, toto } = await table(t);
  toto.sendText('/morpion');
  const [proposed] = await nextGames(ada);
  await ada.ask(onGame('accept', 'accept-1', proposed!.id));
  await ada.rest();
  const cells = { '/play b2': 0, '/play B1': 2 };
  for (const [turn, [line, cell]] of Object.entries(cells).entries()) {
    toto.sendText(line);
    await nextGames(ada);
    await ada.ask(play(`move-00${turn}`, turn * 2 + 1, cell, proposed!.id));
    await ada.rest();
  }
  toto.sendText('/play b3');
  await nextGames(ada);
  assert.deepEqual(await toto.rest(), wholeGame);
  const { id } = (await gameSeenBy(ada, proposed!.id)).seats[0]!;
  assert.match(id, /^guest-/u);
});

const wholeGame = [
  '* Toto proposes a game of morpion: /accept takes it.',
  ['* morpion: Toto (X) – Ada (O). Toto plays next.', ...drawn('...', '...', '...')],
  ['* morpion: Toto (X) – Ada (O). Ada plays next.', ...drawn('...', '.X.', '...')],
  ['* morpion: Toto (X) – Ada (O). Toto plays next.', ...drawn('O..', '.X.', '...')],
  ['* morpion: Toto (X) – Ada (O). Ada plays next.', ...drawn('OX.', '.X.', '...')],
  ['* morpion: Toto (X) – Ada (O). Toto plays next.', ...drawn('OXO', '.X.', '...')],
  ['* morpion: Toto (X) – Ada (O). Toto wins.', ...drawn('OXO', '.X.', '.X.')],
].flat();

test('/morpion NAME proposes to one person, /accept accepts, /resign resigns or declines', async (t) => {
  const { server, ada, toto } = await table(t);
  const headers = { authorization: `Bearer ${(await server.signIn('Eve')).token}` };
  const eve = await server.plain('/ws', { headers });
  for (const client of [eve, toto]) await client.rest();
  toto.sendText('/morpion Nobody');
  assert.deepEqual(await toto.next(), ['There is no such person.']);
  toto.sendText('/MORPION  eve');
  const proposal = '* Toto proposes a game of morpion to Eve: /accept takes it.';
  assert.deepEqual(await eve.next(), [proposal]);
  eve.sendText('/resign');
  assert.deepEqual(await eve.next(), ['* Toto no longer proposes a game of morpion.']);
  await ada.ask(propose('game-001', { to: ada.person.id }));
  await ada.ask(propose('game-002'));
  toto.sendText('/accept');
  toto.sendText('/resign');
  assert.deepEqual(await eve.next(10), [
    '* Ada proposes a game of morpion: /accept takes it.',
    '* morpion: Ada (X) – Toto (O). Ada plays next.',
    ...drawn('...', '...', '...'),
    '* morpion: Ada (X) – Toto (O). Ada wins: Toto gave up.',
    ...drawn('...', '...', '...').slice(0, 3),
  ]);
  toto.sendText('/puissance-4');
  toto.sendText('/resign');
  await eve.until(() => eve.received.length === 3);
  assert.equal((await eve.rest()).at(-1), '* Toto no longer proposes a game of puissance-4.');
});

test('/claim wins against an absent player, and says why not before', async (t) => {
  const { server, ada, toto } = await table(t);
  await begin(ada, await server.join('Zoé'), 'game-001');
  const zoe = await server.join('Eve');
  await playsWith(toto, zoe);
  await toto.rest();
  toto.sendText('/claim');
  const refused = 'The other player is still here, or has not been gone long enough.';
  assert.deepEqual(await toto.next(), [refused]);
  await leave(server, zoe);
  await server.pass(5_000);
  assert.deepEqual(await toto.next(5), [
    '* morpion: Toto (X) – Eve (O). Toto plays next. Eve is gone.',
    ...drawn('...', '...', '...'),
  ]);
  await server.pass(55_000);
  toto.sendText('/claim');
  assert.equal((await toto.next())[0], '* morpion: Toto (X) – Eve (O). Toto wins: Eve left.');
});

test('/games lists open games of all rooms', async (t) => {
  const { server, ada, toto } = await table(t);
  toto.sendText('/games');
  assert.deepEqual(await toto.next(), ['No game is open.']);
  await ada.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  await ada.ask(propose('game-001', { room: 'tea', game: 'puissance-4' }));
  server.clock.pass(1);
  await begin(ada, await server.join('Zoé'), 'game-002', 4);
  await toto.rest();
  toto.sendText('/games');
  assert.deepEqual(await toto.next(2), [
    '# general  * morpion: Ada (X) – Zoé (O). Zoé plays next.',
    '# tea  * Ada proposes a game of puissance-4: /accept takes it.',
  ]);
});

test('an impossible command is answered with a sentence, to its sender only', async (t) => {
  const { server, ada, toto } = await table(t);
  const other = await server.plain();
  for (const client of [other, toto]) await client.rest();
  for (const line of ['/accept', '/play b2', '/resign', '/claim']) toto.sendText(line);
  const [noGame, noPlayer] = ['There is no such game.', 'You do not play in this game.'];
  assert.deepEqual(await toto.next(4), [noGame, noPlayer, noPlayer, noPlayer]);
  await playsWith(toto, ada);
  for (const client of [other, toto]) await client.rest();
  for (const line of ['/accept', '/play d4', '/play', '/play a1', '/play a2']) toto.sendText(line);
  const lines = await toto.next(9);
  assert.deepEqual(
    lines.filter((line) => !/^[ 1-3*]/u.test(line)),
    [noGame, ...Array<string>(2).fill('This is not a valid move.'), 'It is not your turn.'],
  );
  assert.equal((await other.rest()).length, 5);
});

test('commands refer to the game in this room where it is my turn', async (t) => {
  const { server, ada, toto } = await table(t);
  const eve = await server.join('Eve');
  await playsWith(toto, ada);
  server.clock.pass(1);
  await playsWith(toto, eve);
  await toto.rest();
  for (const line of ['/play a1', '/play b1']) toto.sendText(line);
  const played = (await toto.next(10)).filter((line) => line.startsWith('*'));
  assert.deepEqual(played, [
    '* morpion: Toto (X) – Eve (O). Eve plays next.',
    '* morpion: Toto (X) – Ada (O). Ada plays next.',
  ]);
});

test('a player can move and accept however many other games are open', async (t) => {
  const { server, ada, toto } = await table(t);
  const eve = await server.join('Eve');
  await playsWith(toto, eve);
  await eve.ask(propose('game-eve'));
  for (const name of ['One', 'Two', 'Three']) {
    const one = await server.join(name);
    server.clock.pass(1);
    for (let n = 0; n < 20; n++) await one.ask(propose(`${name}-game-${n}`, { to: ada.person.id }));
  }
  await toto.rest();
  for (const line of ['/play b2', '/accept']) toto.sendText(line);
  const lines = (await toto.next(10)).filter((line) => line.startsWith('*'));
  assert.deepEqual(lines, [
    '* morpion: Toto (X) – Eve (O). Eve plays next.',
    '* morpion: Eve (X) – Toto (O). Eve plays next.',
  ]);
});

test('a rematch is shown once, as a proposal', async (t) => {
  const { server, ada, toto } = await table(t);
  await begin(ada, await server.join('Eve'), 'game-001');
  await ada.ask(onGame('resign', 'resign-1'));
  await toto.rest();
  await ada.ask(propose('game-002', { again: 'game-001' }));
  const offered = '* Ada proposes a game of morpion to Eve: /accept takes it.';
  assert.deepEqual(await toto.rest(), [offered]);
});

test('a guest who changes their name plays on', async (t) => {
  const { ada, toto } = await table(t);
  await playsWith(toto, ada);
  await toto.rest();
  for (const line of ['/name Tata', '/play b2']) toto.sendText(line);
  assert.deepEqual(await toto.next(6), [
    'You are Tata.',
    '* morpion: Toto (X) – Ada (O). Ada plays next.',
    ...drawn('...', '.X.', '...'),
  ]);
});

interface Table {
  server: TestServer;
  ada: JsonClient;
  toto: PlainClient;
}

/** Ada with a JSON client, and Toto with a plain-text one. */
async function table(t: TestContext): Promise<Table> {
  const server = await startServer(t);
  const ada = await server.join('Ada');
  await ada.follow();
  const toto = await server.plain();
  toto.sendText('/name Toto');
  await toto.next(2);
  return { server, ada, toto };
}

/** Toto proposes a game in plain text, and the other accepts it. */
async function playsWith(toto: PlainClient, other: JsonClient): Promise<void> {
  await other.follow();
  toto.sendText('/morpion');
  const [proposed] = await nextGames(other);
  await other.ask(onGame('accept', `accept-${proposed!.id}`, proposed!.id));
}

function drawn(...rows: [string, string, string]): string[] {
  return [...rows.map((row, at) => `${at + 1}  ${[...row].join(' ')}`), '   a b c'];
}
