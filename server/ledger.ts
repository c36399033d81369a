import { carryOut, type Change } from './commands/changes.ts';
import type { Request, Settings } from './commands/handler.ts';
import type { Outcome } from './commands/outcome.ts';
import type { Database } from './store/database.ts';

interface Entry {
  request: Request<Change>;
  settle: (outcome: Outcome) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit: the changes of one turn of the event loop become one transaction, so that one
 * write to disk serves them all. What is resolved is durable, and was announced before.
 */
export class Ledger {
  readonly #database: Database;
  readonly #settings: Settings;
  readonly #announce: (outcomes: Outcome[]) => void;
  #waiting: Entry[] = [];
  #running: Promise<void> | undefined;

  constructor(database: Database, settings: Settings, announce: (outcomes: Outcome[]) => void) {
    this.#database = database;
    this.#settings = settings;
    this.#announce = announce;
  }

  /**
   * Writes a change with whatever else comes in this turn. Rejects when a bug or the disk
   * prevents it; nothing is kept then.
   */
  write(request: Request<Change>): Promise<Outcome> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ request, settle, fail });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when all that was written is on disk. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise(setImmediate);
      const entries = this.#waiting;
      this.#waiting = [];
      await this.#commit(entries);
    }
    this.#running = undefined;
  }

  async #commit(entries: Entry[]): Promise<void> {
    const committed = await this.#attempt(entries);
    if (committed instanceof Failure) {
      await this.#separate(entries, committed);
      return;
    }
    this.#announce(committed);
    entries.forEach(({ settle }, index) => settle(committed[index]!));
  }

  /** One faulty change must not take down those that share its turn: each gets its own try. */
  async #separate(entries: Entry[], { error }: Failure): Promise<void> {
    const [only, ...others] = entries;
    if (others.length === 0) only?.fail(error);
    else for (const entry of entries) await this.#commit([entry]);
  }

  async #attempt(entries: Entry[]): Promise<Outcome[] | Failure> {
    try {
      return await this.#database.transaction(async (queries) => {
        const outcomes: Outcome[] = [];
        for (const { request } of entries) {
          outcomes.push(await carryOut(queries, request, this.#settings));
        }
        return outcomes;
      });
    } catch (error) {
      return new Failure(error);
    }
  }
}

class Failure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}
