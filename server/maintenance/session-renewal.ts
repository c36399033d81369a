import type { Person } from '../../protocol/model.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';

/** The use of a session is written down once in so many hours. */
const noteUseEvery = 24;
const anHour = 60 * 60 * 1_000;

/** A session that somebody uses; a guest has none. */
interface Used {
  readonly person: Person;
  readonly hash: string | undefined;
}

interface Parts {
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly clock: Clock;
  /** Every connection: whoever is connected uses their session, however long that lasts. */
  readonly sessions: Iterable<Used>;
  readonly reportError: (error: unknown) => void;
}

/** Lets the sessions last that are used, by writing down from time to time that they are. */
export class SessionUse {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.clock.every(noteUseEvery * anHour, () => {
      for (const session of parts.sessions) this.#write(session);
    });
  }

  /** Somebody uses a session that was written down as used so many hours of running ago. */
  note(session: Used, unused: number): void {
    if (unused >= noteUseEvery) this.#write(session);
  }

  /** Nobody waits for it. What cannot be kept now is tried again at the next use. */
  #write({ person, hash }: Used): void {
    if (hash === undefined) return;
    const { commitQueue, clock, reportError } = this.#parts;
    const change = { type: 'session.use', hash } as const;
    commitQueue.write({ by: person, at: clock.now(), change }).catch(reportError);
  }
}
