import type { Clock } from './clock.ts';

/** Counts faults within a minute, up to the number at which patience ends. */
export class ViolationCounter {
  readonly #allowed: number;
  readonly #clock: Clock;
  #times: number[] = [];

  constructor(allowed: number, clock: Clock) {
    this.#allowed = allowed;
    this.#clock = clock;
  }

  /** Notes one more. Returns true when it is one too many. */
  exceeded(): boolean {
    const now = this.#clock.now();
    // A clock that was set back forgives what now lies ahead.
    this.#times = [...this.#times.filter((at) => at <= now && now - at < 60_000), now];
    this.#times = this.#times.slice(-this.#allowed);
    return this.#times.length >= this.#allowed;
  }
}
