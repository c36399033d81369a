import type { FastifyRateLimitStore } from '@fastify/rate-limit';

/**
 * Counts the requests of each address in a time window, by a monotonic clock. The plugin's own store
 * uses the wall clock: if that is set back a day, it would lock clients out for a day.
 */
export class RateLimitStore implements FastifyRateLimitStore {
  readonly #now: () => number;
  readonly #counts = new Map<string, number>();
  #end = -Infinity;

  /** `now` returns monotonic milliseconds from any starting point. */
  constructor(_options?: unknown, now = () => performance.now()) {
    this.#now = now;
  }

  incr: FastifyRateLimitStore['incr'] = (address, callback, timeWindow) => {
    const now = this.#now();
    if (now >= this.#end) {
      this.#counts.clear();
      this.#end = now + timeWindow;
    }
    const current = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, current);
    callback(null, { current, ttl: this.#end - now });
  };

  /** A separate count for a route with its own limit. */
  child(): RateLimitStore {
    return new RateLimitStore(undefined, this.#now);
  }
}
