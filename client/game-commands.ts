import type { Changes } from '../protocol/commands.ts';
import type { Answer } from './sync/outbox.ts';

/** A command without its id, which is set when it is sent. */
export type Unsent<Change> = Change extends unknown ? Omit<Change, 'id'> : never;
type GameChange = Changes[Extract<keyof Changes, `game.${string}`>];

/** Sends a command and resolves with its answer. */
export type Submit = (change: Unsent<GameChange>) => Promise<Answer>;

/** The commands of a player. A game is named by the id of its message. */
export class Games {
  readonly #submit: Submit;

  constructor(submit: Submit) {
    this.#submit = submit;
  }

  /** Proposes a game to a room, or to the person with the id `to`. */
  propose(room: string, game: string, to?: string): Promise<Answer> {
    return this.#submit({ type: 'game.propose', room, game, ...(to !== undefined && { to }) });
  }

  /** Proposes a rematch of a finished game; the other player begins. */
  again(room: string, game: string, message: string): Promise<Answer> {
    return this.#submit({ type: 'game.propose', room, game, again: message });
  }

  accept(message: string): Promise<Answer> {
    return this.#submit({ type: 'game.accept', message });
  }

  /** Withdraws a proposal, or declines one. */
  withdraw(message: string): Promise<Answer> {
    return this.#submit({ type: 'game.withdraw', message });
  }

  /** `ply`: the number of moves made before this one. */
  play(message: string, ply: number, move: number): Promise<Answer> {
    return this.#submit({ type: 'game.play', message, ply, move });
  }

  resign(message: string): Promise<Answer> {
    return this.#submit({ type: 'game.resign', message });
  }

  /** Claims the win when the opponent has been gone longer than the grace period. */
  claim(message: string): Promise<Answer> {
    return this.#submit({ type: 'game.claim', message });
  }
}
