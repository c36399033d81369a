import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { Frame, Welcome } from '../../protocol/frames.ts';
import { replay } from '../../protocol/games/game.ts';
import { morpion } from '../../protocol/games/morpion.ts';
import type { SessionMade } from '../../protocol/http.ts';
import { subprotocol } from '../../protocol/limits.ts';
import type { GameMessage } from '../../protocol/model.ts';
import { JsonClient } from '../test-support/running/test-clients.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { startServer } from '../test-support/running/test-server.ts';

const main = join(import.meta.dirname, '../main.js');
const patience = { timeout: 30_000 };

test('a whole game against Robot ends in a loss or a draw', patience, async (t) => {
  const { url } = await started(t, temporaryFolder(t));
  const { client, welcome } = await come(url, await signIn(url, 'Toto'));
  assert.deepEqual(
    welcome.bots.map(({ name }) => name),
    ['Robot', 'Robot Junior'],
  );
  propose(client, 'the-game', welcome.bots[0]!.id);
  const { result } = await playOn(client, 'the-game', 9);
  assert.ok(result?.is === 'drawn' || (result?.is === 'won' && result.seat === 1));
});

test('a game continues after the server restarts', patience, async (t) => {
  const folder = temporaryFolder(t);
  const first = await started(t, folder);
  const session = await signIn(first.url, 'Toto');
  const before = await come(first.url, session);
  propose(before.client, 'the-game', before.welcome.bots[0]!.id);
  const answered = await playOn(before.client, 'the-game', 2);
  // One more move of ours while no bot is there to answer it.
  await playOn(before.client, 'the-game', 3, answered);
  assert.equal(await first.end(), 0);
  const second = await started(t, folder);
  const after = await come(second.url, session);
  const [open] = after.welcome.games;
  assert.ok(open!.message.moves.length >= 3);
  const { result } = await playOn(after.client, 'the-game', 9, open!.message);
  assert.notEqual(result, undefined);
});

test('each bot has one session, however often the server starts', patience, async (t) => {
  const folder = temporaryFolder(t);
  for (let start = 0; start < 3; start++) {
    const server = await startServer(t, { dataDir: folder, bots: true });
    await server.end();
  }
  const database = new DatabaseSync(join(folder, 'causette.db'));
  const held = database.prepare('SELECT person FROM sessions ORDER BY person').all();
  database.close();
  assert.deepEqual(
    held.map(({ person }) => person),
    ['robot', 'robot-junior'],
  );
});

test('a person called Robot keeps the name, and the other bot plays', patience, async (t) => {
  const folder = temporaryFolder(t);
  const before = await startServer(t, { dataDir: folder });
  const { person } = await before.signIn('robot');
  await before.end();
  const server = await startServer(t, { dataDir: folder, bots: true });
  const client = await server.connect('Toto');
  const [welcome] = (await client.next()) as [Welcome];
  assert.deepEqual(welcome.bots, [{ id: 'robot-junior', name: 'Robot Junior' }]);
  assert.equal(person.name, 'robot');
  propose(client, 'the-game', 'robot-junior');
  assert.notEqual((await playOn(client, 'the-game', 9)).result, undefined);
});

test('a bot plays in every room, also with plain-text clients', patience, async (t) => {
  const server = await startServer(t, { bots: true });
  const ada = await server.connect('Ada');
  await ada.ask({ type: 'room.create', id: 'a-new-room', name: 'Tea' });
  const toto = await server.plain('/ws?room=tea');
  toto.sendText('/morpion robot');
  const lines: string[] = [];
  while (!lines.some((line) => line.includes('plays next'))) lines.push(...(await toto.next()));
  const [proposal, ...begun] = lines.slice(lines.findIndex((line) => line.includes('proposes')));
  assert.match(
    proposal!,
    /^\* Guest-\d+ proposes a game of morpion to Robot: \/accept takes it\.$/u,
  );
  assert.match(begun[0]!, /^\* morpion: Guest-\d+ \(X\) – Robot \(O\)\. Guest-\d+ plays next\./u);
});

interface Started {
  url: string;
  /** Asks the server to end; resolves with its exit code. */
  end: () => Promise<unknown>;
}

/** Starts the server as an operator does. */
async function started(t: TestContext, folder: string): Promise<Started> {
  const options = ['--port', '0', '--data-dir', folder, '--rate-limit', '0'];
  const child = spawn(process.execPath, [main, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const end = async (): Promise<unknown> => {
    child.kill('SIGTERM');
    const [code] = (await exit) as unknown[];
    return code;
  };
  t.after(end);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url: line.split(' ').at(-1)!, end };
}

async function signIn(url: string, name: string): Promise<SessionMade> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ name });
  const answer = await fetch(new URL('/api/session', url), { method: 'POST', headers, body });
  return (await answer.json()) as SessionMade;
}

async function come(url: string, { person, token }: SessionMade) {
  const headers = { authorization: `Bearer ${token}` };
  const address = `${url.replace('http', 'ws')}/ws`;
  const client = new JsonClient(new WebSocket(address, subprotocol, { headers }), person);
  const [welcome] = (await client.next()) as [Welcome];
  client.send({ type: 'follow', rooms: { general: welcome.rooms[0]!.rev } });
  return { client, welcome };
}

function propose(client: JsonClient, id: string, to: string): void {
  client.send({ type: 'follow', rooms: { general: 0 } });
  client.send({ type: 'game.propose', id, room: 'general', game: 'morpion', to });
}

/** Plays the first free cell on each of our turns, until the game has this number of moves. */
async function playOn(
  client: JsonClient,
  id: string,
  plies: number,
  from?: GameMessage,
): Promise<GameMessage> {
  let game = from;
  while (game === undefined || (game.result === undefined && game.moves.length < plies)) {
    if (game !== undefined) moveOnce(client, game);
    const ply: number = game?.moves.length ?? -1;
    game = await nextState(client, id, ply);
  }
  return game;
}

function moveOnce(client: JsonClient, { id, seats, moves }: GameMessage): void {
  const position = replay(morpion, moves);
  if (seats.includes(null) || seats[position.turn]?.id !== client.person.id) return;
  const [move] = morpion.moves(position);
  client.send({
    type: 'game.play',
    id: `move-number-${position.ply}`,
    message: id,
    ply: position.ply,
    move,
  });
}

/** The game after it has started and the opponent has moved. */
async function nextState(client: JsonClient, id: string, ply: number): Promise<GameMessage> {
  for (;;) {
    const [frame] = (await client.next()) as [Frame];
    const messages = frame.type === 'changes' ? frame.messages : [];
    const game = messages.find((message) => message.id === id && message.kind === 'game');
    if (game?.kind !== 'game' || game.seats.includes(null)) continue;
    if (game.moves.length > ply || game.result !== undefined) return game;
  }
}
