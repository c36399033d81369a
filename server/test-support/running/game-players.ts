import type { TestContext } from 'node:test';
import type { Frame, RoomChanges } from '../../../protocol/frames.ts';
import type { SessionMade } from '../../../protocol/http.ts';
import { defaultRoom } from '../../../protocol/limits.ts';
import type { GameMessage, Person } from '../../../protocol/model.ts';
import { post, type TestCommand, type JsonClient } from './test-clients.ts';
import { startTime } from '../doubles/manual-clock.ts';
import { startServer, type TestServer } from './test-server.ts';

/** Three clients that follow the room, and their sessions. */
export interface Three {
  server: TestServer;
  toto: JsonClient;
  ada: JsonClient;
  eve: JsonClient;
  who: { toto: SessionMade; ada: SessionMade; eve: SessionMade };
}

export async function three(t: TestContext): Promise<Three> {
  const server = await startServer(t);
  const who = {
    toto: await server.signIn('Toto'),
    ada: await server.signIn('Ada'),
    eve: await server.signIn('Eve'),
  };
  const [toto, ada, eve] = [
    await server.join(who.toto),
    await server.join(who.ada),
    await server.join(who.eve),
  ];
  for (const client of [toto, ada, eve]) await client.follow();
  return { server, toto, ada, eve, who };
}

/** Starts `game-001` between Toto and Ada, and makes these moves. */
export async function begun(t: TestContext, ...moves: number[]): Promise<Three> {
  const all = await three(t);
  await begin(all.toto, all.ada, 'game-001', ...moves);
  for (const client of [all.toto, all.ada, all.eve]) await client.rest();
  return all;
}

export async function begin(
  first: JsonClient,
  second: JsonClient,
  id: string,
  ...moves: number[]
): Promise<void> {
  await first.ask(propose(id));
  await second.ask(onGame('accept', `accept-${id}`, id));
  await playAll(first, second, moves, id);
}

export async function playAll(
  first: JsonClient,
  second: JsonClient,
  moves: number[],
  id = 'game-001',
): Promise<void> {
  for (const [ply, cell] of moves.entries()) {
    await (ply % 2 === 0 ? first : second).ask(play(`${id}-at-${ply}`, ply, cell, id));
  }
}

export function propose(id = 'game-001', more: object = {}): TestCommand {
  return { type: 'game.propose', id, room: defaultRoom, game: 'morpion', ...more };
}

export function onGame(
  what: 'accept' | 'withdraw' | 'resign' | 'claim',
  id: string,
  message = 'game-001',
): TestCommand {
  return { type: `game.${what}`, id, message };
}

export function play(id: string, ply: number, move: number, message = 'game-001'): TestCommand {
  return { type: 'game.play', id, message, ply, move };
}

/** The message of a game that was proposed at the start time of the clock. */
export function gameMessage(author: Person, more: Partial<GameMessage> = {}): GameMessage {
  const placed = { id: 'game-001', seq: 1, rev: 1, author, at: startTime };
  const open: Pick<GameMessage, 'seats' | 'moves' | 'gone' | 'score'> = {
    seats: [author, null],
    moves: [],
    gone: [null, null],
    score: [0, 0],
  };
  return { ...placed, kind: 'game', game: 'morpion', ...open, ...more };
}

export function ack(id: string, rev: number): Frame {
  return { type: 'ack', id, rev };
}

/** The answer to each command: the code of a refusal, or `ack`. */
export async function answers(...commands: [JsonClient, TestCommand][]): Promise<string[]> {
  const codes: string[] = [];
  for (const [client, command] of commands) codes.push(codeOf(await client.ask(command)));
  return codes;
}

export function codeOf(answer: Frame): string {
  return answer.type === 'refused' ? answer.code : answer.type;
}

/** The current state of a game as a client gets it that follows the room now. */
export async function gameSeenBy(client: JsonClient, id = 'game-001'): Promise<GameMessage> {
  const reset = (await client.follow()).find((frame) => frame.type === 'changes' && frame.reset);
  const message = (reset as RoomChanges).messages.find((each) => each.id === id);
  return message as GameMessage;
}

/** The games in the next changes that a client receives. */
export async function nextGames(client: JsonClient): Promise<GameMessage[]> {
  const isChanges = (frame: Frame): frame is RoomChanges => frame.type === 'changes';
  await client.until(() => client.received.some(isChanges), 'a change');
  const frames = (await client.rest()).filter(isChanges);
  return frames.flatMap(({ messages }) => messages as GameMessage[]);
}

/**
 * Waits until a game of the room has ended, and returns its result. The games change before that when
 * the clock has left their players behind.
 */
export async function nextResult(client: JsonClient): Promise<GameMessage['result']> {
  for (;;) {
    const result = (await nextGames(client)).at(-1)?.result;
    if (result !== undefined) return result;
  }
}

/** Waits until the writes that began before are done: a post of one's own comes after them. */
export async function earlierWrites(client: JsonClient): Promise<void> {
  await client.ask(post('after-earlier-writes'));
}

/** Closes a connection and waits until the server has noticed. */
export async function leave(server: TestServer, client: JsonClient): Promise<void> {
  const connections = 'causette_connections{codec="json"}';
  const open = await server.gauge(connections);
  client.socket.close();
  await client.closed;
  await server.untilGauge(connections, (count) => count < open);
}
