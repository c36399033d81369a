import type { Frame } from '../../protocol/frames.ts';
import { Crowd } from './crowd.ts';
import type { Client, Dialect } from './client.ts';
import { json } from './dialects.ts';
import { Histogram } from './histogram.ts';
import { Player } from './player.ts';

/** More than the longest frame: players need all of it. */
const whole = 1_024 * 1_024;

/** People in small rooms, who play with their neighbours and follow all games of the room. */
export class GamesLoad {
  readonly crowd: Crowd;
  /** Round-trip milliseconds of each acknowledged move. */
  readonly acks = new Histogram();
  readonly #rooms: readonly string[];
  readonly #players = new Map<Client, Player>();
  readonly #last: ({ text: string; frame: Frame } | undefined)[] = [];

  constructor(port: number, tokens: readonly string[], rooms: readonly string[]) {
    this.#rooms = rooms;
    this.crowd = new Crowd(port, this.#dialect(tokens));
  }

  /** Everyone begins a game and is invited to one; a finished game is followed by another. */
  begin(): void {
    const circles = Map.groupBy(this.crowd.clients, (client) => this.#place(client.number));
    for (const circle of circles.values()) {
      const players = circle.map((client) => this.#player(client));
      for (const [index, player] of players.entries()) {
        player.propose(players[(index + 1) % players.length] ?? player);
      }
    }
  }

  /** Refused commands. */
  get refused(): number {
    return [...this.#players.values()].reduce((sum, player) => sum + player.refused, 0);
  }

  #dialect(tokens: readonly string[]): Dialect {
    const protocol = json(tokens, (client) => this.#room(client));
    return {
      ...protocol,
      headOfPayload: whole,
      received: (client, length, bytes, at) => {
        const frame = this.#read(client, bytes.toString('utf8', at, at + length));
        this.#player(client).hear(frame);
        return protocol.received(client, length, bytes, at);
      },
    };
  }

  /** Everyone in a room gets the same text: it is parsed once. */
  #read({ number }: Client, text: string): Frame {
    const last = this.#last[this.#place(number)];
    if (last?.text === text) return last.frame;
    const frame = JSON.parse(text) as Frame;
    this.#last[this.#place(number)] = { text, frame };
    return frame;
  }

  #player(client: Client): Player {
    const known = this.#players.get(client);
    if (known !== undefined) return known;
    const player = new Player(client, this.#room(client.number), this.acks);
    this.#players.set(client, player);
    return player;
  }

  #room(client: number): string {
    return this.#rooms[this.#place(client)] ?? '';
  }

  #place(client: number): number {
    return client % this.#rooms.length;
  }
}
