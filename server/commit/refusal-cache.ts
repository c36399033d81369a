import { hash } from 'node:crypto';
import type { Clock } from '../runtime/clock.ts';
import type { Outcome } from '../commands/outcome.ts';

/** Milliseconds for which a copy of a command may still be on its way by a line that was given up. */
const lateness = 120_000;

/** RefusalCache of one person: more than the default limit of commands lets anyone have. */
const mostOfOne = 2_000;

/** RefusalCache of all people, about half a kilobyte each. */
const most = 50_000;

/** A change with a name for good. */
type Named = { id: string };
type Refused = Extract<Outcome, { is: 'refused' }>;

interface Kept {
  at: number;
  /** Tells a copy from another change under the same id. */
  digest: string;
  outcome: Refused;
}

/** Of one person, by the id of the change, the latest last. */
type KeptOfOne = Map<string, Kept>;

/**
 * What was refused: a copy that comes late, by a line that its sender has given up, gets the first
 * answer again. What is other under the same id is no copy. In memory: those lines end with the
 * process. Where there are too many the oldest are forgotten, first of those people who were not
 * refused anything for longest.
 */
export class RefusalCache {
  readonly #clock: Clock;
  /** Who was refused something last comes last. */
  readonly #people = new Map<string, KeptOfOne>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** RefusalCache that are remembered. */
  get count(): number {
    return this.#count;
  }

  /** For the changes of one transaction. */
  transaction(): TransactionRefusals {
    return new TransactionRefusals(this);
  }

  find(person: string, change: Named): Refused | undefined {
    const known = this.#people.get(person)?.get(change.id);
    if (known === undefined || this.#isOld(known)) return undefined;
    return known.digest === digestOf(change) ? known.outcome : undefined;
  }

  keep(person: string, change: Named, outcome: Refused): void {
    const own = this.#people.get(person) ?? new Map<string, Kept>();
    this.#people.delete(person);
    this.#people.set(person, own);
    this.#forget(own, change.id);
    own.set(change.id, { at: this.#clock.now(), digest: digestOf(change), outcome });
    this.#count += 1;
    this.#forgetFirst(own, () => own.size > mostOfOne);
    for (const [each, theirs] of this.#people) {
      this.#forgetFirst(theirs, () => this.#count > most);
      if (theirs.size > 0) break;
      this.#people.delete(each);
    }
  }

  /** What is too old, and what is too much. A clock that was set back keeps some for longer. */
  #forgetFirst(own: KeptOfOne, isTooMuch: () => boolean): void {
    for (const [id, kept] of own) {
      if (!isTooMuch() && !this.#isOld(kept)) return;
      this.#forget(own, id);
    }
  }

  #forget(own: KeptOfOne, id: string): void {
    if (own.delete(id)) this.#count -= 1;
  }

  #isOld({ at }: Kept): boolean {
    return this.#clock.now() - at >= lateness;
  }
}

/** What a transaction refuses is remembered for others when the transaction is kept. */
export class TransactionRefusals {
  readonly #before: RefusalCache;
  readonly #own = new Map<string, { person: string; change: Named; outcome: Refused }>();

  constructor(before: RefusalCache) {
    this.#before = before;
  }

  /** Makes a change unless it was refused before. */
  async once(person: string, change: Named, make: () => Promise<Outcome>): Promise<Outcome> {
    const known = this.#before.find(person, change) ?? this.#find(person, change);
    if (known !== undefined) return known;
    const outcome = await make();
    if (outcome.is === 'refused') {
      this.#own.set(`${person} ${change.id}`, { person, change, outcome });
    }
    return outcome;
  }

  keep(): void {
    for (const { person, change, outcome } of this.#own.values()) {
      this.#before.keep(person, change, outcome);
    }
  }

  #find(person: string, change: Named): Refused | undefined {
    const known = this.#own.size > 0 ? this.#own.get(`${person} ${change.id}`) : undefined;
    if (known === undefined) return undefined;
    return digestOf(known.change) === digestOf(change) ? known.outcome : undefined;
  }
}

/** The same for the same fields, in whatever order: they are texts and numbers. */
function digestOf(change: Named): string {
  const fields = Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify(fields), 'base64');
}
