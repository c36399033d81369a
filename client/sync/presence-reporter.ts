import type { Command } from '../../protocol/commands.ts';
import type { Clock } from '../clock.ts';

const id = 'presence';

/** Says which room this client looks at; the answer shows how fast the line is. */
export class PresenceReporter {
  readonly #send: (command: Command) => void;
  readonly #clock: Clock;
  #isAway = false;
  #askedAt: number | undefined;

  constructor(send: (command: Command) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  /** Looks away, or back. Returns whether that is another way than before. */
  setAway(isAway: boolean): boolean {
    const isOther = isAway !== this.#isAway;
    this.#isAway = isAway;
    return isOther;
  }

  show(room: string): void {
    this.#askedAt = this.#clock.monotonic();
    this.#send({ type: 'presence', id, room, away: this.#isAway });
  }

  /** Asks for an answer and nothing else. */
  probe(): void {
    this.#askedAt = this.#clock.monotonic();
    this.#send({ type: 'follow', id, rooms: {} });
  }

  /** Returns the milliseconds that an answer took; undefined when it is another's. */
  answered(answer: { id?: string }): number | undefined {
    if (answer.id !== id || this.#askedAt === undefined) return undefined;
    const took = this.#clock.monotonic() - this.#askedAt;
    this.#askedAt = undefined;
    return took;
  }
}
