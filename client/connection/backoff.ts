import type { Clock } from '../clock.ts';

const first = 500;
const longest = 20_000;

/** How long to wait before the next try: growing, with full jitter, and as the server asks. */
export class Backoff {
  readonly #clock: Clock;
  #tries = 0;
  #asked: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds until the next try. */
  next(): number {
    const ceiling = Math.min(longest, first * 2 ** this.#tries++);
    const jitter = this.#clock.random() * ceiling;
    const asked = this.#asked ?? 0;
    this.#asked = undefined;
    return Math.round(asked + jitter);
  }

  /** The server said when to come back, in milliseconds. */
  ask(milliseconds: number): void {
    this.#asked = milliseconds;
  }

  /** The connection holds: the next failure starts small again. */
  reset(): void {
    this.#tries = 0;
  }
}
