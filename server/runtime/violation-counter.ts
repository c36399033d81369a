import type { Clock } from './clock.ts';

/** Counts the violations of a client within the last minute, up to the allowed number. */
export class ViolationCounter {
  readonly #allowed: number;
  readonly #clock: Clock;
  #times: number[] = [];

  constructor(allowed: number, clock: Clock) {
    this.#allowed = allowed;
    this.#clock = clock;
  }

  /** Counts one more violation. Returns true if the allowed number is reached. */
  exceeded(): boolean {
    const now = this.#clock.now();
    // After the clock was set back, times that now lie in the future do not count.
    this.#times = [...this.#times.filter((at) => at <= now && now - at < 60_000), now];
    this.#times = this.#times.slice(-this.#allowed);
    return this.#times.length >= this.#allowed;
  }
}
