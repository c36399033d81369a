import type { Frame, Refused } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import type { Clock } from '../clock.ts';
import type { Pending } from '../state/state.ts';

type Lasting = Pending['change'];
export type Answer = Extract<Frame, { type: 'ack' | 'refused' }>;

interface Waiting {
  change: Lasting;
  /** When it was written, in milliseconds since 1970. */
  at: number;
  /** How often the server has closed the line over it. */
  closings: number;
  settle: (answer: Answer) => void;
}

/**
 * RFC 6455 §7.4.1: what was received cannot be accepted, is no text, is against the rules, or is
 * too large. What was sent last is the reason.
 */
const refusals: Readonly<Record<number, Refusal>> = {
  1003: refusal('given_up'),
  1007: refusal('given_up'),
  1008: refusal('given_up'),
  1009: refusal('too_large'),
};
/** One closing may have been meant for something else. */
const closingsTaken = 2;

/** Milliseconds for which a change may wait to be sent. */
const longest = limits.outbox * 24 * 60 * 60 * 1_000;

/** Milliseconds after which an answer on an open line is taken for lost. */
const patience = 10_000;

/**
 * Sends changes one after the other and each until it is answered: the next one waits for the
 * answer, so that what was written first arrives first, whatever is refused, lost or cut in between.
 * What gets the line closed twice is given up: all behind it would wait for ever.
 */
export class Outbox {
  readonly #waiting: Waiting[] = [];
  readonly #send: (change: Lasting) => void;
  readonly #refuse: (refused: Refused) => void;
  readonly #clock: Clock;
  #isOpen = false;
  /** Whether the first change has gone by this line and was not answered. */
  #isSent = false;
  /** When it went, unless it has gone twice. */
  #sentAt: number | undefined;
  /** Set while the first change waits for its answer, or for its turn to go again. */
  #cancelWait: (() => void) | undefined;

  /** `refuse` is told of what is given up here, without the server. */
  constructor(send: (change: Lasting) => void, refuse: (refused: Refused) => void, clock: Clock) {
    this.#send = send;
    this.#refuse = refuse;
    this.#clock = clock;
  }

  /**
   * Resolves with the answer that settles the change, however many connections later. `at`: when it
   * was written.
   */
  add(change: Lasting, at: number = this.#clock.now()): Promise<Answer> {
    return new Promise((settle) => {
      this.#waiting.push({ change, at, closings: 0, settle });
      this.#next();
    });
  }

  /** The connection is up: whatever was sent and not answered goes again, with the same id. */
  opened(): void {
    this.#isOpen = true;
    this.#next();
  }

  /** `code`: how the line ended, where that may say something of what was sent last. */
  closed(code = 1006): void {
    const [first] = this.#waiting;
    const reason = refusals[code];
    const isItsFault = this.#isSent && reason !== undefined;
    this.#isOpen = false;
    this.#stopWaiting();
    if (first === undefined || !isItsFault || ++first.closings < closingsTaken) return;
    this.#waiting.shift();
    this.#giveUp(first, reason);
  }

  /** What waits belongs to somebody else: it is not sent, and its authors are told so. */
  forget(): void {
    this.#stopWaiting();
    for (const each of this.#waiting.splice(0)) this.#giveUp(each, refusal('forgotten'));
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

  #giveUp({ change, settle }: Waiting, reason: Refusal): void {
    const refused: Refused = { type: 'refused', id: change.id, ...reason };
    this.#refuse(refused);
    settle(refused);
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined || !this.#isOpen || this.#cancelWait !== undefined) return;
    if (this.#isTooLate(first)) {
      this.#waiting.shift();
      this.#giveUp(first, refusal('expired'));
      return this.#next();
    }
    this.#sentAt = this.#isSent ? undefined : this.#clock.monotonic();
    this.#isSent = true;
    this.#goesAgainIn(patience);
    this.#send(first.change);
  }

  /**
   * Whether the server may have forgotten whether it was done. Of a message it never has: its id is
   * kept with it.
   */
  #isTooLate({ change, at }: Waiting): boolean {
    return change.type !== 'post' && this.#clock.now() - at > longest;
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
