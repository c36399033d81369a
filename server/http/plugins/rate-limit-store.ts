import type { FastifyRateLimitStore } from '@fastify/rate-limit';

/**
 * Counts the requests of each address within a window of time, by time that passes: the plugin's
 * own count goes by the clock on the wall, and one that is set back a day locks out for a day.
 */
export class RateLimitStore implements FastifyRateLimitStore {
  readonly #now: () => number;
  readonly #counts = new Map<string, number>();
  #end = -Infinity;

  /** `now`: milliseconds since whenever. */
  constructor(_options?: unknown, now = () => performance.now()) {
    this.#now = now;
  }

  incr: FastifyRateLimitStore['incr'] = (address, tell, timeWindow) => {
    const now = this.#now();
    if (now >= this.#end) {
      this.#counts.clear();
      this.#end = now + timeWindow;
    }
    const current = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, current);
    tell(null, { current, ttl: this.#end - now });
  };

  /** Routes with a limit of their own count for themselves. */
  child(): RateLimitStore {
    return new RateLimitStore(undefined, this.#now);
  }
}
