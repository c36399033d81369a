import type { Changes } from '../protocol/commands.ts';
import type { Answer } from './sync/outbox.ts';

/** A change without the id that it gets when it is sent. */
export type Unsent<Change> = Change extends unknown ? Omit<Change, 'id'> : never;
type GameChange = Changes[Extract<keyof Changes, `game.${string}`>];

/** Sends a change and resolves with its one answer. */
export type Ask = (change: Unsent<GameChange>) => Promise<Answer>;

/** What a player can do. A game is named by the id of its message. */
export class Games {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Proposes a game to a room, or to the person with the id `to`. */
  propose(room: string, game: string, to?: string): Promise<Answer> {
    return this.#ask({ type: 'game.propose', room, game, ...(to !== undefined && { to }) });
  }

  /** Offers a finished game once more; the other begins. */
  again(room: string, game: string, message: string): Promise<Answer> {
    return this.#ask({ type: 'game.propose', room, game, again: message });
  }

  accept(message: string): Promise<Answer> {
    return this.#ask({ type: 'game.accept', message });
  }

  /** Takes a proposal back, or declines one. */
  withdraw(message: string): Promise<Answer> {
    return this.#ask({ type: 'game.withdraw', message });
  }

  /** `ply`: the moves made before this one, which it answers to. */
  play(message: string, ply: number, move: number): Promise<Answer> {
    return this.#ask({ type: 'game.play', message, ply, move });
  }

  resign(message: string): Promise<Answer> {
    return this.#ask({ type: 'game.resign', message });
  }

  /** Wins against somebody who is gone for longer than the grace. */
  claim(message: string): Promise<Answer> {
    return this.#ask({ type: 'game.claim', message });
  }
}
