import { isDeepStrictEqual } from 'node:util';
import type { Clock } from './clock.ts';
import type { Outcome } from './commands/outcome.ts';

/** Milliseconds for which a copy of a command may still be on its way by a line that was given up. */
const lateness = 120_000;

/** A change with a name for good. */
type Named = { id: string };
type Refused = Extract<Outcome, { is: 'refused' }>;

/**
 * What was refused: a copy that comes late, by a line that its sender has given up, gets the first
 * answer again. What is other under the same id is no copy. In memory: those lines end with the
 * process.
 */
export class Refusals {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { at: number; change: Named; outcome: Refused }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Makes a change unless it was refused before. */
  async once(person: string, change: Named, make: () => Promise<Outcome>): Promise<Outcome> {
    const known = this.#kept.size > 0 ? this.#kept.get(keyOf(person, change)) : undefined;
    if (known !== undefined && isDeepStrictEqual(known.change, change)) return known.outcome;
    const outcome = await make();
    if (outcome.is === 'refused') this.#keep(keyOf(person, change), change, outcome);
    return outcome;
  }

  #keep(key: string, change: Named, outcome: Refused): void {
    const now = this.#clock.now();
    // In the order in which they were kept; a clock that was set back keeps some for longer.
    for (const [each, { at }] of this.#kept) {
      if (now - at < lateness) break;
      this.#kept.delete(each);
    }
    this.#kept.delete(key);
    this.#kept.set(key, { at: now, change, outcome });
  }
}

function keyOf(person: string, { id }: Named): string {
  return `${person} ${id}`;
}
