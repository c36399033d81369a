import assert from 'node:assert/strict';
import test from 'node:test';
import type { Frame } from '../../../protocol/frames.ts';
import { replay } from '../../../protocol/games/game.ts';
import { morpion } from '../../../protocol/games/morpion.ts';
import type { SessionMade } from '../../../protocol/http.ts';
import type { GameMessage } from '../../../protocol/model.ts';
import { seatOf } from '../../../protocol/games/seats.ts';
import { openSqlite } from '../../store/sqlite/open.ts';
import type { TestCommand, JsonClient } from '../../test-support/running/test-clients.ts';
import { onGame, play, propose } from '../../test-support/running/game-players.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

const rooms = ['tea', 'milk', 'salt', 'rice', 'corn'];
const inEach = 10;
const eachProposes = 10;

test('500 games at once with illegal moves and lost connections stay legal, and players see the true state', async (t) => {
  const server = await startServer(t);
  const tables = await Promise.all(rooms.map((room) => Table.open(server, room)));
  await Promise.all(tables.map((table) => table.playAll()));
  await server.stop();
  const kept = await gamesIn(server.config.dataDir);
  assert.equal(kept.length, rooms.length * inEach * eachProposes);
  for (const game of kept) mustBePlayedToItsEnd(game);
  for (const player of tables.flatMap(({ players }) => players)) {
    const own = kept.filter((game) => seatOf(game, player.person) !== undefined);
    assert.equal(own.length, 2 * eachProposes);
    assert.deepEqual(
      own.map(({ id }) => player.view.get(id)),
      own,
    );
  }
});

/** Ten people in a room, each with ten games against the next one. */
class Table {
  readonly players: Player[];

  constructor(players: Player[]) {
    this.players = players;
  }

  static async open(server: TestServer, room: string): Promise<Table> {
    const owner = await server.join(`${room} 0`);
    await owner.ask({ type: 'room.create', id: `create-${room}`, name: room });
    const names = Array.from({ length: inEach }, (_, n) => `${room} ${n + 1}`);
    return new Table(
      await Promise.all(names.map((name, n) => Player.join(server, room, name, n + 1))),
    );
  }

  async playAll(): Promise<void> {
    const ids = Array.from({ length: eachProposes }, (_, n) => `game-${n}`);
    const { players } = this;
    await Promise.all(players.map((player) => player.proposes(ids)));
    const takes = players.map((player, n) => player.takes(ids, players.at(n - 1)!));
    await Promise.all(takes);
    await Promise.all(players.map((player) => player.playsAll()));
  }
}

/** Plays random moves, also illegal ones, and retries after the connection was cut. */
class Player {
  readonly view = new Map<string, GameMessage>();
  readonly #server: TestServer;
  readonly #room: string;
  readonly #who: SessionMade;
  readonly #below: (count: number) => number;
  #client: JsonClient;
  #rev = 0;
  #asks = 0;

  constructor(
    server: TestServer,
    room: string,
    who: SessionMade,
    client: JsonClient,
    seed: number,
  ) {
    this.#server = server;
    this.#room = room;
    this.#who = who;
    this.#client = client;
    this.#below = chances(seed);
  }

  static async join(server: TestServer, room: string, name: string, seed: number): Promise<Player> {
    const who = await server.signIn(name);
    const player = new Player(server, room, who, await server.join(who), seed);
    await player.#follow();
    return player;
  }

  get person() {
    return this.#who.person;
  }

  async proposes(ids: string[]): Promise<void> {
    for (const id of ids) await this.#send(propose(this.#named(id), { room: this.#room }));
  }

  async takes(ids: string[], other: Player): Promise<void> {
    for (const id of ids) await this.#send(onGame('accept', this.#newId(), other.#named(id)));
  }

  async playsAll(): Promise<void> {
    for (;;) {
      await this.#receive();
      const open = [...this.view.values()].filter((game) => this.#isOpen(game));
      if (open.length === 0) return;
      const mine = open.filter((game) => this.#isToMove(game));
      for (const game of mine) await this.#play(game);
      if (mine.length === 0) await this.#client.until(() => this.#client.received.length > 0);
    }
  }

  /** One time in ten a random cell at a random ply, one in a hundred resigns. */
  async #play(game: GameMessage): Promise<void> {
    const { id, moves } = game;
    const legal = morpion.moves(replay(morpion, moves));
    const move = legal[this.#below(legal.length)]!;
    const foul = play(this.#newId(), this.#below(9), this.#below(10), id);
    if (this.#below(10) === 0) await this.#send(foul);
    else if (this.#below(100) === 0) await this.#send(onGame('resign', this.#newId(), id));
    else await this.#send(play(this.#newId(), moves.length, move, id));
  }

  /** One time in thirty cuts the connection before or after the answer, and retries the command. */
  async #send(command: TestCommand): Promise<void> {
    if (this.#below(30) > 0) return void (await this.#client.ask(command));
    const isAnswered = this.#below(2) === 0;
    const first = isAnswered ? await this.#client.ask(command) : this.#client.send(command);
    this.#client.socket.terminate();
    this.#take(this.#client.received);
    this.#client = await this.#server.join(this.#who);
    const again = await this.#client.ask(command);
    if (first?.type === 'ack') assert.deepEqual(again, first);
    await this.#follow();
  }

  async #follow(): Promise<void> {
    await this.#client.ask({ type: 'follow', id: 'follow', rooms: { [this.#room]: this.#rev } });
    await this.#receive();
  }

  async #receive(): Promise<void> {
    this.#take(await this.#client.rest());
  }

  #take(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (frame.type !== 'changes') continue;
      assert.ok(frame.from <= this.#rev, 'no hole');
      this.#rev = Math.max(this.#rev, frame.rev);
      for (const game of frame.messages as GameMessage[]) this.view.set(game.id, game);
    }
  }

  #isOpen(game: GameMessage): boolean {
    return game.result === undefined && seatOf(game, this.person) !== undefined;
  }

  #isToMove(game: GameMessage): boolean {
    return !game.seats.includes(null) && game.moves.length % 2 === seatOf(game, this.person);
  }

  #named(id: string): string {
    return `${id}-of-${this.person.id}`;
  }

  #newId(): string {
    return `${++this.#asks}-of-${this.person.id}`;
  }
}

async function gamesIn(folder: string): Promise<GameMessage[]> {
  const database = openSqlite(folder);
  const rows = await database.all<{ body: string }>('SELECT body FROM messages ORDER BY room, seq');
  database.close();
  return rows.map(({ body }) => JSON.parse(body) as GameMessage);
}

function mustBePlayedToItsEnd({ moves, result, seats }: GameMessage): void {
  const position = replay(morpion, moves);
  assert.equal(position.ply, moves.length);
  assert.notEqual(seats[0]!.id, seats[1]!.id);
  const end = morpion.outcome(position);
  if (end?.is === 'won') assert.deepEqual(result, { ...end, by: 'line' });
  else if (end?.is === 'drawn') assert.deepEqual(result, end);
  else assert.ok(result?.is === 'won' && result.by === 'resignation');
}

/** The same random numbers for the same seed. */
function chances(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}
