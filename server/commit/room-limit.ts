import { limits } from '../../protocol/limits.ts';
import { ConcurrencyLimit } from '../runtime/concurrency-limit.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Outcome } from '../commands/outcome.ts';

/** Milliseconds for which a new room counts. */
const aDay = 24 * 60 * 60 * 1_000;

/**
 * Limits the rooms that one address creates in a day, so that one person cannot use up all rooms
 * under many names. Kept in memory only, so that no address is stored.
 */
export class RoomLimit {
  readonly #clock: Clock;
  readonly #made: ConcurrencyLimit;

  constructor(clock: Clock, isOn: boolean) {
    this.#clock = clock;
    this.#made = new ConcurrencyLimit(isOn ? limits.roomsPerAddress : 0);
  }

  /**
   * Takes a slot while `make` creates a room, and holds it for a day if it did. If there is no slot,
   * `make` is called with `isFull`: a copy of an earlier command still gets its first answer.
   */
  async take(address: string, make: (isFull: boolean) => Promise<Outcome>): Promise<Outcome> {
    const release = this.#made.take(address);
    let isMade = false;
    try {
      const outcome = await make(release === undefined);
      isMade = outcome.is === 'made';
      return outcome;
    } finally {
      if (isMade && release !== undefined) this.#clock.after(aDay, release);
      else release?.();
    }
  }
}
