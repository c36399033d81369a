import type { SessionRegistry } from '../sessions/session-registry.ts';
import type { OpenReads } from './open-reads.ts';

/** What may have been opened with a token. */
export interface Opened {
  readonly sessions: Pick<SessionRegistry, 'endAllWith'>;
  readonly openReads: Pick<OpenReads, 'endAllWith'>;
}

/** Ends everything opened with tokens, given their hashes. */
export function endAllWith({ sessions, openReads }: Opened, hashes: Iterable<string>): void {
  for (const hash of hashes) {
    sessions.endAllWith(hash);
    openReads.endAllWith(hash);
  }
}
