import { limits } from '../../protocol/limits.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Change } from '../commands/registry.ts';
import { server } from '../commands/handler.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';
import type { Database } from '../store/database.ts';
import { forgettable, hasOld, nextStretch, type Forgettable } from '../store/retention.ts';
import { hasUnusedSessions } from '../store/people.ts';
import { hoursRun } from '../store/uptime.ts';
import { nextTurn } from '../runtime/cooperative-turns.ts';

/** Hours of a day. */
const aDay = 24;

/** Milliseconds of an hour. */
const anHour = 60 * 60 * 1_000;

/** Rows that one transaction looks through, and sessions that it ends: a millisecond or two. */
const atOnce = { rows: 500, sessions: 100 };

/** Hours of running for which each is kept. Whoever signs out may be coming back at that moment. */
const kept: Record<Forgettable, number> = {
  answers: limits.answers * aDay,
  people: aDay,
  reads: 0,
};

interface Parts {
  readonly clock: Clock;
  readonly database: Database;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly reportError: (error: unknown) => void;
}

/**
 * Forgets once a day what nobody can ask for any more: sessions out of use, people who can never
 * come back and how far they had read, the answers to changes that nobody sends again. In many
 * small transactions, so that whoever writes meanwhile does not wait. All of it grows old by the hours
 * that the server runs, and not by the clock: one that is wrong, or a server that was off for long,
 * takes nothing from anybody.
 */
export class Retention {
  readonly #parts: Parts;
  #isOver = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.clock.every(anHour, () => void this.#attempt(() => this.#write({ type: 'hour' })));
    parts.clock.every(aDay * anHour, () => void this.run());
  }

  /** Resolves when all is forgotten that can be now. What fails is tried again the next day. */
  run(): Promise<void> {
    return this.#attempt(async () => {
      await this.#endSessions();
      for (const of of forgettable) await this.#forget(of);
    });
  }

  /** The server stops: nothing more is written. */
  stop(): void {
    this.#isOver = true;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Stopped)) this.#parts.reportError(error);
    }
  }

  async #endSessions(): Promise<void> {
    while (await hasUnusedSessions(this.#parts.database)) {
      await this.#rest();
      await this.#write({ type: 'sessions.end', most: atOnce.sessions });
    }
  }

  async #forget(of: Forgettable): Promise<void> {
    const { database } = this.#parts;
    const before = (await hoursRun(database)) - kept[of];
    for (let after = ''; ;) {
      await this.#rest();
      const stretch = await nextStretch(database, of, after, atOnce.rows);
      if (stretch === undefined) return;
      if (await hasOld(database, stretch, before)) {
        await this.#rest();
        await this.#write({ type: 'forget', ...stretch, before });
      }
      after = stretch.until;
    }
  }

  /** @throws Stopped when the server stops, or the store keeps nothing at the moment. */
  async #write(change: Change): Promise<void> {
    if (this.#isOver) throw new Stopped();
    const { commitQueue, clock } = this.#parts;
    const outcome = await commitQueue.write({ by: server, at: clock.now(), change });
    if (outcome.is === 'refused') throw new Stopped();
  }

  /** Lets others have their turn. */
  async #rest(): Promise<void> {
    await nextTurn();
    if (this.#isOver) throw new Stopped();
  }
}

class Stopped extends Error {}
