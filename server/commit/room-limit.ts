import { limits } from '../../protocol/limits.ts';
import { ConcurrencyLimit } from '../runtime/concurrency-limit.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Outcome } from '../commands/outcome.ts';

/** Milliseconds for which a room counts. */
const aDay = 24 * 60 * 60 * 1_000;

/**
 * Bounds the rooms that one address makes in a day, under whatever names: else one person would
 * make all that there can be. In memory, so that no address is kept.
 */
export class RoomLimit {
  readonly #clock: Clock;
  readonly #made: ConcurrencyLimit;

  constructor(clock: Clock, isOn: boolean) {
    this.#clock = clock;
    this.#made = new ConcurrencyLimit(isOn ? limits.roomsPerAddress : 0);
  }

  /**
   * Takes a place for a room while it is made, and keeps it for a day if it was. `make` is told
   * when there is none: a copy of what was made before gets its answer all the same.
   */
  async take(address: string, make: (isFull: boolean) => Promise<Outcome>): Promise<Outcome> {
    const giveBack = this.#made.take(address);
    let isMade = false;
    try {
      const outcome = await make(giveBack === undefined);
      isMade = outcome.is === 'made';
      return outcome;
    } finally {
      if (isMade && giveBack !== undefined) this.#clock.after(aDay, giveBack);
      else giveBack?.();
    }
  }
}
