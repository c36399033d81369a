import { hash } from 'node:crypto';
import type { Clock } from '../runtime/clock.ts';
import type { Outcome } from '../commands/outcome.ts';

/** Milliseconds for which a copy may still be in transit on an abandoned connection. */
const keepFor = 120_000;

/** Most refusals per person: more than the default rate limit allows. */
const mostPerPerson = 2_000;

/** Most refusals of all people, about half a kilobyte each. */
const most = 50_000;

/** A change whose id identifies it. */
type Named = { id: string };
type Refused = Extract<Outcome, { is: 'refused' }>;

interface Kept {
  at: number;
  /** Distinguishes a copy from another change under the same id. */
  digest: string;
  outcome: Refused;
}

/** The refusals of one person by change id, the latest last. */
type KeptOfOne = Map<string, Kept>;

/**
 * Remembers refusals, so that a late copy of a command from an abandoned connection gets the first
 * answer again. A different change under the same id is not a copy. Kept in memory: connections end
 * with the process. Over the limit, the oldest refusals of the least recently refused people are
 * evicted first.
 */
export class RefusalCache {
  readonly #clock: Clock;
  /** By person, the most recently refused last. */
  readonly #people = new Map<string, KeptOfOne>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Number of remembered refusals. */
  get count(): number {
    return this.#count;
  }

  /** The refusals of one transaction, which are remembered if it commits. */
  transaction(): TransactionRefusals {
    return new TransactionRefusals(this);
  }

  find(person: string, change: Named): Refused | undefined {
    const known = this.#people.get(person)?.get(change.id);
    if (known === undefined || this.#isExpired(known)) return undefined;
    return known.digest === digestOf(change) ? known.outcome : undefined;
  }

  keep(person: string, change: Named, outcome: Refused): void {
    const own = this.#people.get(person) ?? new Map<string, Kept>();
    this.#people.delete(person);
    this.#people.set(person, own);
    this.#delete(own, change.id);
    own.set(change.id, { at: this.#clock.now(), digest: digestOf(change), outcome });
    this.#count += 1;
    this.#evict(own, () => own.size > mostPerPerson);
    for (const [each, theirs] of this.#people) {
      this.#evict(theirs, () => this.#count > most);
      if (theirs.size > 0) break;
      this.#people.delete(each);
    }
  }

  /** Evicts expired entries and those over the limit. Some stay longer if the clock is set back. */
  #evict(own: KeptOfOne, isTooMuch: () => boolean): void {
    for (const [id, kept] of own) {
      if (!isTooMuch() && !this.#isExpired(kept)) return;
      this.#delete(own, id);
    }
  }

  #delete(own: KeptOfOne, id: string): void {
    if (own.delete(id)) this.#count -= 1;
  }

  #isExpired({ at }: Kept): boolean {
    return this.#clock.now() - at >= keepFor;
  }
}

/** Collects the refusals of one transaction; `keep` stores them after the commit. */
export class TransactionRefusals {
  readonly #cache: RefusalCache;
  readonly #own = new Map<string, { person: string; change: Named; outcome: Refused }>();

  constructor(cache: RefusalCache) {
    this.#cache = cache;
  }

  /** Runs `make` unless this change was refused before; then returns the first refusal. */
  async once(person: string, change: Named, make: () => Promise<Outcome>): Promise<Outcome> {
    const known = this.#cache.find(person, change) ?? this.#find(person, change);
    if (known !== undefined) return known;
    const outcome = await make();
    if (outcome.is === 'refused') {
      this.#own.set(`${person} ${change.id}`, { person, change, outcome });
    }
    return outcome;
  }

  keep(): void {
    for (const { person, change, outcome } of this.#own.values()) {
      this.#cache.keep(person, change, outcome);
    }
  }

  #find(person: string, change: Named): Refused | undefined {
    const known = this.#own.size > 0 ? this.#own.get(`${person} ${change.id}`) : undefined;
    if (known === undefined) return undefined;
    return digestOf(known.change) === digestOf(change) ? known.outcome : undefined;
  }
}

/** A digest of the fields, which are texts and numbers, independent of their order. */
function digestOf(change: Named): string {
  const fields = Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify(fields), 'base64');
}
