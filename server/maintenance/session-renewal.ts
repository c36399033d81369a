import type { Person } from '../../protocol/model.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';

/** Hours of uptime between two renewals of a session. */
const renewEvery = 24;
const anHour = 60 * 60 * 1_000;

/** A session in use. `hash` is undefined for guests, who have no session. */
interface Used {
  readonly person: Person;
  readonly hash: string | undefined;
}

interface Parts {
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly clock: Clock;
  /** All connections: a connected person uses their session as long as they stay connected. */
  readonly sessions: Iterable<Used>;
  readonly reportError: (error: unknown) => void;
}

/** Renews sessions that are in use, once a day each. */
export class SessionRenewal {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.clock.every(renewEvery * anHour, () => {
      for (const session of parts.sessions) this.#write(session);
    });
  }

  /** A session is used that was last renewed `unused` hours of uptime ago. */
  note(session: Used, unused: number): void {
    if (unused >= renewEvery) this.#write(session);
  }

  /** Not awaited. A failed renewal is retried at the next use. */
  #write({ person, hash }: Used): void {
    if (hash === undefined) return;
    const { commitQueue, clock, reportError } = this.#parts;
    const change = { type: 'session.use', hash } as const;
    commitQueue.write({ by: person, at: clock.now(), change }).catch(reportError);
  }
}
