import type { Frame } from '../protocol/frames.ts';
import type { Clock } from './clock.ts';
import type { Pending } from './state.ts';

type Lasting = Pending['change'];
export type Answer = Extract<Frame, { type: 'ack' | 'refused' }>;

interface Waiting {
  change: Lasting;
  settle: (answer: Answer) => void;
}

/**
 * Sends changes one after the other and each until it is answered: the next one waits for the
 * answer, so that what was written first arrives first, whatever is refused or cut in between.
 */
export class Outbox {
  readonly #waiting: Waiting[] = [];
  readonly #send: (change: Lasting) => void;
  readonly #clock: Clock;
  #isOpen = false;
  #sentAt: number | undefined;
  #cancelPause: (() => void) | undefined;

  constructor(send: (change: Lasting) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  /** Resolves with the answer that settles the change, however many connections later. */
  add(change: Lasting): Promise<Answer> {
    return new Promise((settle) => {
      this.#waiting.push({ change, settle });
      this.#next();
    });
  }

  /** The connection is up: whatever was sent and not answered goes again, with the same id. */
  opened(): void {
    this.#isOpen = true;
    this.#next();
  }

  closed(): void {
    this.#isOpen = false;
    this.#sentAt = undefined;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
  }

  /** What waits belongs to somebody else: it is neither sent nor answered any more. */
  forget(): void {
    this.#waiting.length = 0;
  }

  /**
   * Takes an answer. Returns the milliseconds it took when it settles the first change;
   * undefined when it is another's, or asks for patience.
   */
  answered(answer: Answer): number | undefined {
    const [first] = this.#waiting;
    if (first === undefined || answer.id !== first.change.id) return undefined;
    const took = this.#clock.now() - (this.#sentAt ?? this.#clock.now());
    this.#sentAt = undefined;
    if (answer.type === 'refused' && answer.retryAfter !== undefined) {
      this.#pause(answer.retryAfter * 1_000);
      return undefined;
    }
    this.#waiting.shift();
    first.settle(answer);
    this.#next();
    return took;
  }

  #pause(milliseconds: number): void {
    this.#cancelPause = this.#clock.after(milliseconds, () => {
      this.#cancelPause = undefined;
      this.#next();
    });
  }

  #next(): void {
    const [first] = this.#waiting;
    const isFree = this.#isOpen && this.#sentAt === undefined && this.#cancelPause === undefined;
    if (first === undefined || !isFree) return;
    this.#sentAt = this.#clock.now();
    this.#send(first.change);
  }
}
