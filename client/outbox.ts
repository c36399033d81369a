import type { Frame } from '../protocol/frames.ts';
import type { Clock } from './clock.ts';
import type { Pending } from './state.ts';

type Lasting = Pending['change'];
export type Answer = Extract<Frame, { type: 'ack' | 'refused' }>;

interface Waiting {
  change: Lasting;
  settle: (answer: Answer) => void;
}

/** Milliseconds after which an answer on an open line is taken for lost. */
const patience = 10_000;

/**
 * Sends changes one after the other and each until it is answered: the next one waits for the
 * answer, so that what was written first arrives first, whatever is refused, lost or cut in between.
 */
export class Outbox {
  readonly #waiting: Waiting[] = [];
  readonly #send: (change: Lasting) => void;
  readonly #clock: Clock;
  #isOpen = false;
  /** Whether the first change has gone by this line and was not answered. */
  #isSent = false;
  /** When it went, unless it has gone twice. */
  #sentAt: number | undefined;
  /** Set while the first change waits for its answer, or for its turn to go again. */
  #cancelWait: (() => void) | undefined;

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
    this.#stopWaiting();
  }

  /** What waits belongs to somebody else: it is neither sent nor answered any more. */
  forget(): void {
    this.#waiting.length = 0;
    this.#stopWaiting();
  }

  /**
   * Takes an answer. Returns the milliseconds it took when it settles the first change; undefined
   * when it is another's, asks for patience, or may be that of either of two tries (RFC 6298 §3).
   */
  answered(answer: Answer): number | undefined {
    const [first] = this.#waiting;
    if (first === undefined || answer.id !== first.change.id) return undefined;
    const took = this.#sentAt === undefined ? undefined : this.#clock.monotonic() - this.#sentAt;
    this.#stopWaiting();
    if (answer.type === 'refused' && answer.retryAfter !== undefined) {
      this.#goesAgainIn(answer.retryAfter * 1_000);
      return undefined;
    }
    this.#waiting.shift();
    first.settle(answer);
    this.#next();
    return took;
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined || !this.#isOpen || this.#cancelWait !== undefined) return;
    this.#sentAt = this.#isSent ? undefined : this.#clock.monotonic();
    this.#isSent = true;
    this.#goesAgainIn(patience);
    this.#send(first.change);
  }

  #goesAgainIn(milliseconds: number): void {
    this.#cancelWait = this.#clock.after(milliseconds, () => {
      this.#cancelWait = undefined;
      this.#next();
    });
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#isSent = false;
    this.#sentAt = undefined;
  }
}
