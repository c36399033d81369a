import type { Outcome } from '../../commands/outcome.ts';
import { CommitQueue } from '../../commit/commit-queue.ts';
import { Metrics } from '../../runtime/metrics.ts';
import { RefusalCache } from '../../commit/refusal-cache.ts';
import type { Database } from '../../store/database.ts';
import { settings } from './store-spec.ts';
import { ManualClock } from './manual-clock.ts';
import { StoreHealth } from '../../commit/store-health.ts';

/** A commit queue that broadcasts and logs to a test. */
export function commitQueueOn(
  database: Database,
  announce: (outcomes: Outcome[]) => Promise<void>,
  log: (sentence: unknown) => void = console.error,
): CommitQueue {
  const storeHealth = new StoreHealth(new Metrics(), { error: log, warn: log });
  return new CommitQueue({
    database,
    settings,
    storeHealth,
    refusals: new RefusalCache(new ManualClock()),
    announce,
  });
}
