import type { Clock } from '../runtime/clock.ts';

const firstMs = 500;
const longestMs = 20_000;

/** Exponential back-off with full jitter, plus the delay that the server asks for. */
export class Backoff {
  readonly #clock: Clock;
  #tries = 0;
  #requested: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds until the next attempt. */
  next(): number {
    const ceiling = Math.min(longestMs, firstMs * 2 ** this.#tries++);
    const jitter = this.#clock.random() * ceiling;
    const requested = this.#requested ?? 0;
    this.#requested = undefined;
    return Math.round(requested + jitter);
  }

  /** Adds a delay that the server asks for, in milliseconds, to the next wait. */
  addDelay(milliseconds: number): void {
    this.#requested = milliseconds;
  }

  /** The connection is stable: the next failure starts with a short wait. */
  reset(): void {
    this.#tries = 0;
  }
}
