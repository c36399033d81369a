import type { Clock } from './clock.ts';

/** Size of a burst, in seconds of the allowed rate. */
const burstSeconds = 4;

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket per person or address, shared by all their connections. */
export class RateLimiter {
  readonly #perSecond: number;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  /** `perSecond` 0 means unlimited. */
  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
    if (perSecond > 0) clock.every(burstSeconds * 1_000, () => this.#deleteFull());
  }

  /**
   * Takes tokens. Returns 0 if there were enough, else the seconds until there are. A cost above the
   * burst size needs a full bucket and leaves a negative balance.
   */
  take(key: string, cost = 1): number {
    if (this.#perSecond === 0) return 0;
    const bucket = this.#bucket(key);
    const due = Math.min(cost, this.#burst);
    if (bucket.tokens < due) return (due - bucket.tokens) / this.#perSecond;
    bucket.tokens -= cost;
    return 0;
  }

  #bucket(key: string): Bucket {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: this.#burst, at: now };
    bucket.tokens = Math.min(this.#burst, bucket.tokens + this.#earned(bucket, now));
    bucket.at = now;
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #deleteFull(): void {
    for (const key of this.#buckets.keys()) {
      if (this.#bucket(key).tokens >= this.#burst) this.#buckets.delete(key);
    }
  }

  /** Tokens since the last use: none if the clock was set back. */
  #earned(bucket: Bucket, now: number): number {
    return (Math.max(0, now - bucket.at) / 1_000) * this.#perSecond;
  }

  get #burst(): number {
    return this.#perSecond * burstSeconds;
  }
}
