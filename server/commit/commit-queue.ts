import { carryOut, type Change } from '../commands/registry.ts';
import type { Request, Settings } from '../commands/handler.ts';
import { refused, type Outcome } from '../commands/outcome.ts';
import { reached } from './failpoints.ts';
import type { RefusalCache, TransactionRefusals } from './refusal-cache.ts';
import { StoreError, type Database, type Transaction } from '../store/database.ts';
import { tryToKeep } from '../store/meta.ts';
import type { StoreHealth } from './store-health.ts';
import { nextTurn, TimeSlice } from '../runtime/cooperative-turns.ts';

/** Changes in one transaction at the most: the first of them waits for the last. */
const atOnce = 1_000;

/** Answers in one turn of the event loop: each may be a write of its own. */
const answersAtOnce = 100;

/** Seconds after which a client may try again what the store could not keep. */
const retryAfter = 5;

interface Parts {
  database: Database;
  settings: Settings;
  storeHealth: StoreHealth;
  refusals: RefusalCache;
  /** Tells everyone what is on disk; resolves when they have been told, and never rejects. */
  announce: (outcomes: Outcome[]) => Promise<void>;
}

interface Entry {
  work: (queries: Transaction, refusals: TransactionRefusals) => Promise<Outcome>;
  settle: (outcome: Outcome) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit: the changes of one turn of the event loop become one transaction, so that one
 * write to disk serves them all. What is resolved is durable, and was announced before; or it is
 * refused, and nothing of it is kept. What the commit queue answers once, it answers again.
 */
export class CommitQueue {
  readonly #parts: Parts;
  #waiting: Entry[] = [];
  #running: Promise<void> | undefined;
  /** The transaction before, as long as it is on its way to the disk. */
  #syncing: Promise<unknown> | undefined;
  /** Resolves when all that is committed is answered. */
  #answered: Promise<unknown> = Promise.resolve();
  /** The answers of one transaction all come before those of the next. */
  #settling: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Writes a change with whatever else comes in this turn. Refused as `unavailable` when the store
   * cannot keep anything; rejects when a bug prevents it. Nothing is kept then.
   */
  write(request: Request<Change>): Promise<Outcome> {
    const { settings } = this.#parts;
    const { by, change } = request;
    return this.#add((queries, refusals) => {
      const make = (): Promise<Outcome> => carryOut(queries, request, settings);
      return isNamed(change) ? refusals.once(by.id, change, make) : make();
    });
  }

  /** Whether the store keeps what it is given. While it does not, a small write finds out. */
  async isKeeping(): Promise<boolean> {
    const { storeHealth } = this.#parts;
    if (storeHealth.isFailing) {
      await this.#add(async (queries) => {
        await tryToKeep(queries);
        return { is: 'done' };
      });
    }
    return !storeHealth.isFailing;
  }

  /** Resolves when all that was written is on disk and answered. */
  async drain(): Promise<void> {
    await this.#running;
    await this.#answered;
  }

  #add(work: Entry['work']): Promise<Outcome> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ work, settle, fail });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn();
      await this.#commit(this.#take());
    }
    this.#running = undefined;
  }

  #take(most = atOnce): Entry[] {
    return this.#waiting.splice(0, most);
  }

  /** The next transaction waits neither for the disk nor for a large room to be told. */
  async #commit(entries: Entry[], isAlone = false): Promise<void> {
    const committed = Promise.withResolvers<void>();
    const attempt = this.#attempt(entries, isAlone, committed.resolve);
    const failed = await Promise.race([committed.promise, attempt]);
    if (failed instanceof Failure) {
      if (failed.error instanceof StoreError) this.#refuse(entries, failed.error);
      else await this.#separate(entries, failed);
      return;
    }
    this.#parts.storeHealth.recovered();
    this.#syncing = attempt;
    const before = this.#answered;
    this.#answered = this.#answer(entries, attempt).then(() => before);
  }

  async #answer(entries: Entry[], attempt: Promise<Outcome[] | Failure>): Promise<void> {
    const outcomes = await attempt;
    if (this.#syncing === attempt) this.#syncing = undefined;
    if (outcomes instanceof Failure) return entries.forEach(({ fail }) => fail(outcomes.error));
    reached('committed');
    await this.#parts.announce(outcomes);
    reached('announced');
    this.#settling = this.#settling.then(() => settleAll(entries, outcomes));
    await this.#settling;
  }

  /** The store is to blame and not a change: each by itself would meet the same. */
  #refuse(entries: Entry[], error: StoreError): void {
    this.#parts.storeHealth.failed(error, entries.length);
    for (const { settle } of entries) settle(refused('unavailable', { retryAfter }));
  }

  /**
   * One faulty change must not take down those that share its turn: halving finds it. What comes
   * meanwhile waits for all of them.
   */
  async #separate(entries: Entry[], { error }: Failure): Promise<void> {
    const middle = Math.floor(entries.length / 2);
    if (middle === 0) return entries[0]!.fail(error);
    await this.#commit(entries.slice(0, middle), true);
    await this.#commit(entries.slice(middle), true);
  }

  /** Unless they are to be alone, the entries are joined by what comes while the disk is busy. */
  async #attempt(
    entries: Entry[],
    isAlone: boolean,
    committed: () => void,
  ): Promise<Outcome[] | Failure> {
    const outcomes: Outcome[] = [];
    const refusals = this.#parts.refusals.transaction();
    const kept = (): void => {
      refusals.keep();
      committed();
    };
    try {
      return await this.#parts.database.transaction(async (queries) => {
        await carryOutAll(entries, { queries, refusals, outcomes });
        if (this.#syncing !== undefined && !isAlone) {
          await this.#syncing;
          // Whoever waits for that one is told before this one goes on.
          await nextTurn();
          const late = this.#take(atOnce - entries.length);
          entries.push(...late);
          await carryOutAll(late, { queries, refusals, outcomes });
        }
        return outcomes;
      }, kept);
    } catch (error) {
      return new Failure(error);
    }
  }
}

async function settleAll(entries: Entry[], outcomes: Outcome[]): Promise<void> {
  for (const [index, { settle }] of entries.entries()) {
    settle(outcomes[index]!);
    if ((index + 1) % answersAtOnce === 0) await nextTurn();
  }
}

/** What a transaction writes with, what it refuses, and what has become of its changes so far. */
interface Attempt {
  queries: Transaction;
  refusals: TransactionRefusals;
  outcomes: Outcome[];
}

async function carryOutAll(
  entries: Entry[],
  { queries, refusals, outcomes }: Attempt,
): Promise<void> {
  const turn = new TimeSlice();
  for (const { work } of entries) {
    if (turn.isLong) await turn.end();
    outcomes.push(await work(queries, refusals));
  }
}

/** Whether its id names this change for good; a read mark is moved any number of times. */
function isNamed(change: Change): change is Extract<Change, { id: string }> {
  return 'id' in change && change.type !== 'read';
}

class Failure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}
