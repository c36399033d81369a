import type { Clock } from './clock.ts';

/** Limits the failed attempts of each key, such as an address or a name, within a time. */
export class AttemptLimiter {
  readonly #most: number;
  readonly #window: number;
  readonly #clock: Clock;
  readonly #times = new Map<string, number[]>();

  /** At most `most` attempts within `window` milliseconds. */
  constructor(most: number, window: number, clock: Clock) {
    this.#most = most;
    this.#window = window;
    this.#clock = clock;
    clock.every(window, () => this.#deleteOld());
  }

  /**
   * Counts an attempt for all keys. Returns 0, or the seconds until the next attempt if one of the keys
   * has none left; then nothing is counted.
   */
  take(...keys: string[]): number {
    const now = this.#clock.now();
    const wait = Math.max(...keys.map((key) => this.#waitOf(key, now)));
    if (wait > 0) return Math.ceil(wait / 1_000);
    for (const key of keys) this.#times.set(key, [...this.#recent(key, now), now]);
    return 0;
  }

  /** The last attempt was right: it does not count. */
  giveBack(...keys: string[]): void {
    for (const key of keys) this.#times.get(key)?.pop();
  }

  /** Milliseconds. */
  #waitOf(key: string, now: number): number {
    const recent = this.#recent(key, now);
    return recent.length < this.#most ? 0 : recent[0]! + this.#window - now;
  }

  #recent(key: string, now: number): number[] {
    // After the clock was set back, times that now lie in the future do not count.
    return (this.#times.get(key) ?? []).filter((at) => at <= now && now - at < this.#window);
  }

  #deleteOld(): void {
    const now = this.#clock.now();
    for (const key of this.#times.keys()) {
      if (this.#recent(key, now).length === 0) this.#times.delete(key);
    }
  }
}
