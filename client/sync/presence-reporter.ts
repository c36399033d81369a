import type { Command } from '../../protocol/commands.ts';
import type { Clock } from '../runtime/clock.ts';

const id = 'presence';

/** Sends the current room and away state; the answers measure the round-trip time. */
export class PresenceReporter {
  readonly #send: (command: Command) => void;
  readonly #clock: Clock;
  #isAway = false;
  #sentAt: number | undefined;

  constructor(send: (command: Command) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  /** Sets the away state. Returns whether it has changed. */
  setAway(isAway: boolean): boolean {
    const hasChanged = isAway !== this.#isAway;
    this.#isAway = isAway;
    return hasChanged;
  }

  show(room: string): void {
    this.#sentAt = this.#clock.monotonic();
    this.#send({ type: 'presence', id, room, away: this.#isAway });
  }

  /** Sends a command with no effect, to get an answer. */
  probe(): void {
    this.#sentAt = this.#clock.monotonic();
    this.#send({ type: 'follow', id, rooms: {} });
  }

  /**
   * Returns the round-trip time of an answer in milliseconds; undefined when it answers another
   * command.
   */
  answered(answer: { id?: string }): number | undefined {
    if (answer.id !== id || this.#sentAt === undefined) return undefined;
    const roundTrip = this.#clock.monotonic() - this.#sentAt;
    this.#sentAt = undefined;
    return roundTrip;
  }
}
