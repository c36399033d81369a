import { randomUUIDv7 as newId } from 'node:crypto';
import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import { replay } from '../../protocol/games/game.ts';
import { games } from '../../protocol/games/games.ts';
import type { GameMessage } from '../../protocol/model.ts';
import type { Client } from './client.ts';
import type { Histogram } from './histogram.ts';

/** A scripted player: proposes, accepts, and makes random moves, at once. */
export class Player {
  readonly #client: Client;
  readonly #room: string;
  readonly #acks: Histogram;
  readonly #sentAt = new Map<string, number>();
  readonly #answered = new Map<string, number>();
  /** Its id, once the server has sent it. */
  #id = '';
  refused = 0;

  constructor(client: Client, room: string, acks: Histogram) {
    this.#client = client;
    this.#room = room;
    this.#acks = acks;
  }

  propose(to: Player): void {
    this.#proposeTo(to.#id);
  }

  hear(frame: Frame): void {
    if (frame.type === 'welcome') this.#id = frame.you.id;
    if (frame.type === 'ack') this.#acknowledged(frame.id);
    if (frame.type === 'refused') this.refused += 1;
    if (frame.type !== 'changes') return;
    for (const message of frame.messages) if (message.kind === 'game') this.#look(message);
  }

  #acknowledged(id: string): void {
    const sentAt = this.#sentAt.get(id);
    this.#sentAt.delete(id);
    if (sentAt !== undefined) this.#acks.add(performance.now() - sentAt);
  }

  #look(message: GameMessage): void {
    const { seats, invited, result, author } = message;
    const seat = seats.findIndex((person) => person?.id === this.#id);
    if (result !== undefined) {
      if (author.id === this.#id && message.rematch === undefined) this.#again(message);
    } else if (seats.includes(null)) {
      if (invited?.id === this.#id) this.#once(message.id, -1, () => this.#accept(message));
    } else if (message.moves.length % 2 === seat) {
      this.#once(message.id, message.moves.length, () => this.#play(message));
    }
  }

  /** The same state of a game may arrive more than once. */
  #once(message: string, ply: number, act: () => void): void {
    if (this.#answered.get(message) === ply) return;
    this.#answered.set(message, ply);
    act();
  }

  #again({ id, seats }: GameMessage): void {
    this.#answered.delete(id);
    const other = seats.find((person) => person?.id !== this.#id);
    if (other) this.#proposeTo(other.id);
  }

  #proposeTo(to: string): void {
    this.#send({ type: 'game.propose', id: newId(), room: this.#room, game: 'morpion', to });
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
    this.#client.send(JSON.stringify(command));
  }
}
