import { v7 as newId } from 'uuid';
import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import { replay } from '../../protocol/games/game.ts';
import { games } from '../../protocol/games/games.ts';
import type { GameMessage, Person } from '../../protocol/model.ts';
import { openWebSocket } from '../../client/websocket.ts';
import type { Transport } from '../../client/transport.ts';

/** Milliseconds from sending to the answer, of each move that was acknowledged. */
export type Latencies = number[];

/** A scripted person: proposes, accepts what is proposed to it, and plays at random, at once. */
export class Player {
  readonly person: Person;
  readonly #room: string;
  readonly #transport: Transport;
  readonly #latencies: Latencies;
  readonly #sentAt = new Map<string, number>();
  readonly #answered = new Map<string, number>();
  #welcomed = (): void => {};
  /** Resolves when the server has said who this is. */
  readonly ready = new Promise<void>((resolve) => (this.#welcomed = resolve));
  isPlaying = true;
  refused = 0;

  constructor(server: URL, token: string, person: Person, room: string, latencies: Latencies) {
    this.person = person;
    this.#room = room;
    this.#latencies = latencies;
    this.#transport = openWebSocket(server, token);
    this.#transport.onmessage = (event) => this.#heard(JSON.parse(event.data) as Frame);
  }

  propose(to: string): void {
    this.#send({ type: 'game.propose', id: newId(), room: this.#room, game: 'morpion', to });
  }

  close(): void {
    this.#transport.close();
  }

  #heard(frame: Frame): void {
    if (frame.type === 'welcome') {
      this.#send({ type: 'follow', rooms: { [this.#room]: 0 } });
      this.#welcomed();
    }
    if (frame.type === 'ack') this.#acknowledged(frame.id);
    if (frame.type === 'refused') this.refused += 1;
    if (frame.type !== 'changes' || !this.isPlaying) return;
    for (const message of frame.messages) if (message.kind === 'game') this.#look(message);
  }

  #acknowledged(id: string): void {
    const sentAt = this.#sentAt.get(id);
    this.#sentAt.delete(id);
    if (sentAt !== undefined) this.#latencies.push(performance.now() - sentAt);
  }

  #look(message: GameMessage): void {
    const { seats, invited, result, author } = message;
    const seat = seats.findIndex((person) => person?.id === this.person.id);
    if (result !== undefined) {
      if (author.id === this.person.id && message.rematch === undefined) this.#again(message);
    } else if (seats.includes(null)) {
      if (invited?.id === this.person.id) this.#once(message.id, -1, () => this.#accept(message));
    } else if (message.moves.length % 2 === seat) {
      this.#once(message.id, message.moves.length, () => this.#play(message));
    }
  }

  /** A game may be told more than once in the same state. */
  #once(message: string, ply: number, act: () => void): void {
    if (this.#answered.get(message) === ply) return;
    this.#answered.set(message, ply);
    act();
  }

  #again({ id, seats }: GameMessage): void {
    this.#answered.delete(id);
    const other = seats.find((person) => person?.id !== this.person.id);
    if (other) this.propose(other.id);
  }

  #accept({ id }: GameMessage): void {
    this.#send({ type: 'game.accept', id: newId(), message: id });
  }

  #play({ id: message, game, moves }: GameMessage): void {
    const rules = games.get(game);
    if (rules === undefined) return;
    const legal = rules.moves(replay(rules, moves));
    const move = legal[Math.floor(Math.random() * legal.length)] ?? 0;
    const id = newId();
    this.#sentAt.set(id, performance.now());
    this.#send({ type: 'game.play', id, message, ply: moves.length, move });
  }

  #send(command: Command): void {
    this.#transport.send(JSON.stringify(command));
  }
}
