import { limits } from '../../protocol/limits.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Change } from '../commands/registry.ts';
import { server } from '../commands/handler.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';
import type { Database } from '../store/database.ts';
import { expiringTables, hasOld, nextRange, type ExpiringTable } from '../store/retention.ts';
import { nextAuthors, unseenIn } from '../store/identity/unused-names.ts';
import { messagesOfDeletedRooms } from '../store/rooms.ts';
import { hasExpiredSessions } from '../store/people.ts';
import { uptimeHours } from '../store/meta.ts';
import { nextTurn } from '../runtime/cooperative-turns.ts';

/** Hours. */
const aDay = 24;

/** Milliseconds. */
const anHour = 60 * 60 * 1_000;

/** Rows examined, sessions ended, names freed or messages deleted per transaction: a few ms. */
const batch = { rows: 500, sessions: 100, names: 100, messages: 100 };

/** Hours of uptime for which each is kept. People are kept a day: they may be signing in again. */
const keptHours: Record<ExpiringTable, number> = {
  answers: limits.answers * aDay,
  people: aDay,
  reads: 0,
};

interface Parts {
  readonly clock: Clock;
  readonly database: Database;
  /** Days of uptime after which an unseen name is free; 0: never. */
  readonly nameKeptDays: number;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly reportError: (error: unknown) => void;
}

/**
 * Deletes expired data once a day: unused sessions and names, messages of deleted rooms, people who
 * cannot return and their read marks,
 * and the stored answers to old commands. Uses many small transactions, so that other writes do not
 * wait. Age is counted in hours of uptime, not by the clock: a wrong clock or a long downtime
 * expires nothing.
 */
export class Retention {
  readonly #parts: Parts;
  #isStopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.clock.every(anHour, () => void this.#attempt(() => this.#write({ type: 'hour' })));
    parts.clock.every(aDay * anHour, () => void this.run());
  }

  /** Resolves when everything expired is deleted. What fails is retried the next day. */
  run(): Promise<void> {
    return this.#attempt(async () => {
      await this.#endSessions();
      await this.#freeNames();
      await this.#purgeRooms();
      for (const of of expiringTables) await this.#deleteExpired(of);
    });
  }

  /** A room may have been deleted: deletes its messages at once. */
  roomLost(): void {
    void this.#attempt(() => this.#purgeRooms());
  }

  /** The server stops: nothing more is written. */
  stop(): void {
    this.#isStopped = true;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Stopped)) this.#parts.reportError(error);
    }
  }

  async #endSessions(): Promise<void> {
    while (await hasExpiredSessions(this.#parts.database)) {
      await this.#yield();
      await this.#write({ type: 'sessions.end', most: batch.sessions });
    }
  }

  /** Frees the names of people who were not seen for long and have written nothing. */
  async #freeNames(): Promise<void> {
    const { database, nameKeptDays } = this.#parts;
    if (nameKeptDays === 0) return;
    const before = (await uptimeHours(database)) - nameKeptDays * aDay;
    const unused = await this.#unseen(before);
    await this.#deleteAuthors(unused);
    for (const all = [...unused]; all.length > 0;) {
      await this.#yield();
      await this.#write({ type: 'names.free', people: all.splice(0, batch.names), before });
    }
  }

  async #unseen(before: number): Promise<Set<string>> {
    const { database } = this.#parts;
    const unseen = new Set<string>();
    for (let after = ''; ;) {
      await this.#yield();
      const range = await nextRange(database, 'people', after, batch.rows);
      if (range === undefined) return unseen;
      for (const id of await unseenIn(database, range, before)) unseen.add(id);
      after = range.until;
    }
  }

  /** Posts keep no index by author: that would cost every one of them. */
  async #deleteAuthors(people: Set<string>): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined && people.size > 0;) {
      await this.#yield();
      const messages = await nextAuthors(this.#parts.database, after, batch.rows);
      for (const { author } of messages) people.delete(author);
      after = messages.at(-1)?.id;
    }
  }

  async #purgeRooms(): Promise<void> {
    while ((await messagesOfDeletedRooms(this.#parts.database, 1)).length > 0) {
      await this.#yield();
      await this.#write({ type: 'rooms.purge', most: batch.messages });
    }
  }

  async #deleteExpired(of: ExpiringTable): Promise<void> {
    const { database } = this.#parts;
    const before = (await uptimeHours(database)) - keptHours[of];
    for (let after = ''; ;) {
      await this.#yield();
      const range = await nextRange(database, of, after, batch.rows);
      if (range === undefined) return;
      if (await hasOld(database, range, before)) {
        await this.#yield();
        await this.#write({ type: 'forget', ...range, before });
      }
      after = range.until;
    }
  }

  /** @throws Stopped when the server stops or the store refuses writes. */
  async #write(change: Change): Promise<void> {
    if (this.#isStopped) throw new Stopped();
    const { commitQueue, clock } = this.#parts;
    const outcome = await commitQueue.write({ by: server, at: clock.now(), change });
    if (outcome.is === 'refused') throw new Stopped();
  }

  /** Yields to other tasks. */
  async #yield(): Promise<void> {
    await nextTurn();
    if (this.#isStopped) throw new Stopped();
  }
}

class Stopped extends Error {}
