import { execute, type Change } from '../commands/registry.ts';
import type { Request, Settings } from '../commands/handler.ts';
import { refused, type Outcome } from '../commands/outcome.ts';
import { hit } from './failpoints.ts';
import type { RefusalCache, TransactionRefusals } from './refusal-cache.ts';
import { StoreError, type Database, type Transaction } from '../store/database.ts';
import { probeWrite } from '../store/meta.ts';
import type { StoreHealth } from './store-health.ts';
import { nextTurn, TimeSlice } from '../runtime/cooperative-turns.ts';

/** Most changes in one transaction: the first of them waits for the last. */
const maxChanges = 1_000;

/** Most answers in one turn of the event loop: each may be a write to a socket. */
const maxAnswersPerTurn = 100;

/** Seconds after which a client may retry a change that the store could not write. */
const retryAfter = 5;

interface Parts {
  database: Database;
  settings: Settings;
  storeHealth: StoreHealth;
  refusals: RefusalCache;
  /** Broadcasts committed changes; resolves after the broadcast and never rejects. */
  announce: (outcomes: Outcome[]) => Promise<void>;
}

interface Entry {
  work: (queries: Transaction, refusals: TransactionRefusals) => Promise<Outcome>;
  settle: (outcome: Outcome) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit: the changes of one turn of the event loop share a transaction and one sync to disk.
 * A promise resolves when its change is durable and was broadcast, or when it is refused and nothing
 * was written. A repeated change gets the first answer again.
 */
export class CommitQueue {
  readonly #parts: Parts;
  #pending: Entry[] = [];
  #running: Promise<void> | undefined;
  /** The previous transaction while it is being synced to disk. */
  #syncing: Promise<unknown> | undefined;
  /** Resolves when all committed changes are answered. */
  #answered: Promise<unknown> = Promise.resolve();
  /** Orders answers: those of one transaction come before those of the next. */
  #settling: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Writes a change, together with all others of this turn. It is refused as `unavailable` if the
   * store cannot write. Rejects on an internal error. Nothing is written in either case.
   */
  write(request: Request<Change>): Promise<Outcome> {
    const { settings } = this.#parts;
    const { by, change } = request;
    return this.#add((queries, refusals) => {
      const make = (): Promise<Outcome> => execute(queries, request, settings);
      return isIdempotent(change) ? refusals.once(by.id, change, make) : make();
    });
  }

  /** Whether the store can write. After a failure, a small probe write finds out. */
  async canWrite(): Promise<boolean> {
    const { storeHealth } = this.#parts;
    if (storeHealth.isFailing) {
      await this.#add(async (queries) => {
        await probeWrite(queries);
        return { is: 'done' };
      });
    }
    return !storeHealth.isFailing;
  }

  /** Resolves when all changes so far are durable and answered. */
  async drain(): Promise<void> {
    await this.#running;
    await this.#answered;
  }

  #add(work: Entry['work']): Promise<Outcome> {
    return new Promise((settle, fail) => {
      this.#pending.push({ work, settle, fail });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    while (this.#pending.length > 0) {
      await nextTurn();
      await this.#commit(this.#take());
    }
    this.#running = undefined;
  }

  #take(most = maxChanges): Entry[] {
    return this.#pending.splice(0, most);
  }

  /**
   * Resolves after the commit: the next transaction waits neither for the sync nor for broadcasts.
   */
  async #commit(entries: Entry[], isAlone = false): Promise<void> {
    const committed = Promise.withResolvers<void>();
    const attempt = this.#attempt(entries, isAlone, committed.resolve);
    const failed = await Promise.race([committed.promise, attempt]);
    if (failed instanceof Failure) {
      if (failed.error instanceof StoreError) this.#refuse(entries, failed.error);
      else await this.#bisect(entries, failed);
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
    hit('committed');
    await this.#parts.announce(outcomes);
    hit('announced');
    this.#settling = this.#settling.then(() => settleAll(entries, outcomes));
    await this.#settling;
  }

  /** The store has failed and not a change: every change would fail in the same way. */
  #refuse(entries: Entry[], error: StoreError): void {
    this.#parts.storeHealth.failed(error, entries.length);
    for (const { settle } of entries) settle(refused('unavailable', { retryAfter }));
  }

  /**
   * One faulty change must not fail the others of its transaction: bisection isolates it. Changes that
   * arrive meanwhile wait for all of them.
   */
  async #bisect(entries: Entry[], { error }: Failure): Promise<void> {
    const middle = Math.floor(entries.length / 2);
    if (middle === 0) return entries[0]!.fail(error);
    await this.#commit(entries.slice(0, middle), true);
    await this.#commit(entries.slice(middle), true);
  }

  /** Runs a transaction. Changes that arrive while the disk is busy join it unless `isAlone`. */
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
        await executeAll(entries, { queries, refusals, outcomes });
        if (this.#syncing !== undefined && !isAlone) {
          await this.#syncing;
          // Clients of the previous transaction are answered before this one goes on.
          await nextTurn();
          const late = this.#take(maxChanges - entries.length);
          entries.push(...late);
          await executeAll(late, { queries, refusals, outcomes });
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
    if ((index + 1) % maxAnswersPerTurn === 0) await nextTurn();
  }
}

/** The state of a running transaction: its queries, its refusals, and its outcomes so far. */
interface Attempt {
  queries: Transaction;
  refusals: TransactionRefusals;
  outcomes: Outcome[];
}

async function executeAll(
  entries: Entry[],
  { queries, refusals, outcomes }: Attempt,
): Promise<void> {
  const turn = new TimeSlice();
  for (const { work } of entries) {
    if (turn.isLong) await turn.end();
    outcomes.push(await work(queries, refusals));
  }
}

/**
 * Whether a copy under the same id gets the same answer; a read mark may move any number of times.
 */
function isIdempotent(change: Change): change is Extract<Change, { id: string }> {
  return 'id' in change && change.type !== 'read';
}

class Failure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}
