import type { Frame, Refused } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Pending } from '../state/state.ts';

type Change = Pending['change'];
export type Answer = Extract<Frame, { type: 'ack' | 'refused' }>;

interface Waiting {
  change: Change;
  /** When it was written, in milliseconds since 1970. */
  at: number;
  /** How often the server has closed the connection over it. */
  closings: number;
  settle: (answer: Answer) => void;
}

/**
 * Close codes that blame the last frame, RFC 6455 §7.4.1: unsupported data, invalid data, policy
 * violation, too large.
 */
const refusals: Readonly<Record<number, Refusal>> = {
  1003: refusal('given_up'),
  1007: refusal('given_up'),
  1008: refusal('given_up'),
  1009: refusal('too_large'),
};
/** A single close may have another cause. */
const maxClosings = 2;

/** Milliseconds that a change may wait to be sent. */
const maxAge = limits.outbox * 24 * 60 * 60 * 1_000;

/** Milliseconds until an unanswered change is sent again. */
const answerTimeout = 10_000;

/**
 * Sends one change at a time and waits for its answer, so that changes arrive in the order written,
 * through refusals, losses and reconnects. Gives up a change that closed the connection twice, so
 * that those behind it can go on.
 */
export class Outbox {
  readonly #waiting: Waiting[] = [];
  readonly #send: (change: Change) => void;
  readonly #refuse: (refused: Refused) => void;
  readonly #clock: Clock;
  #isOpen = false;
  /** Whether the first change was sent on this connection and is unanswered. */
  #isSent = false;
  /** When it was sent; undefined after a second try. */
  #sentAt: number | undefined;
  /** Set while the first change waits for its answer or its next try. */
  #cancelWait: (() => void) | undefined;

  /** `refuse` receives the refusals of changes that are given up here. */
  constructor(send: (change: Change) => void, refuse: (refused: Refused) => void, clock: Clock) {
    this.#send = send;
    this.#refuse = refuse;
    this.#clock = clock;
  }

  /**
   * Resolves with the final answer, after any number of reconnects. `at`: when it was written, in
   * milliseconds since 1970.
   */
  add(change: Change, at: number = this.#clock.now()): Promise<Answer> {
    return new Promise((settle) => {
      this.#waiting.push({ change, at, closings: 0, settle });
      this.#next();
    });
  }

  /** The connection is open: sends unanswered changes again, with the same ids. */
  opened(): void {
    this.#isOpen = true;
    this.#next();
  }

  /** `code`: the close code, which may blame the change that was sent last. */
  closed(code = 1006): void {
    const [first] = this.#waiting;
    const reason = refusals[code];
    const isItsFault = this.#isSent && reason !== undefined;
    this.#isOpen = false;
    this.#resetTry();
    if (first === undefined || !isItsFault || ++first.closings < maxClosings) return;
    this.#waiting.shift();
    this.#giveUp(first, reason);
  }

  /** Gives up all changes: another person has signed in. */
  forget(): void {
    this.#resetTry();
    for (const each of this.#waiting.splice(0)) this.#giveUp(each, refusal('forgotten'));
  }

  /**
   * Handles an answer. Returns its round-trip time in milliseconds when it settles the first
   * change; undefined when it belongs to another command, asks to wait, or may answer either of two
   * tries (RFC 6298 §3).
   */
  answered(answer: Answer): number | undefined {
    const [first] = this.#waiting;
    if (first === undefined || answer.id !== first.change.id) return undefined;
    const roundTrip =
      this.#sentAt === undefined ? undefined : this.#clock.monotonic() - this.#sentAt;
    this.#resetTry();
    if (answer.type === 'refused' && answer.retryAfter !== undefined) {
      this.#retryIn(answer.retryAfter * 1_000);
      return undefined;
    }
    this.#waiting.shift();
    first.settle(answer);
    this.#next();
    return roundTrip;
  }

  #giveUp({ change, settle }: Waiting, reason: Refusal): void {
    const refused: Refused = { type: 'refused', id: change.id, ...reason };
    this.#refuse(refused);
    settle(refused);
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined || !this.#isOpen || this.#cancelWait !== undefined) return;
    if (this.#isExpired(first)) {
      this.#waiting.shift();
      this.#giveUp(first, refusal('expired'));
      return this.#next();
    }
    this.#sentAt = this.#isSent ? undefined : this.#clock.monotonic();
    this.#isSent = true;
    this.#retryIn(answerTimeout);
    this.#send(first.change);
  }

  /**
   * Whether the server may have forgotten the id. It keeps the id of a message with the message.
   */
  #isExpired({ change, at }: Waiting): boolean {
    return change.type !== 'post' && this.#clock.now() - at > maxAge;
  }

  #retryIn(milliseconds: number): void {
    this.#cancelWait = this.#clock.after(milliseconds, () => {
      this.#cancelWait = undefined;
      this.#next();
    });
  }

  #resetTry(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#isSent = false;
    this.#sentAt = undefined;
  }
}
