import type { Outcome } from '../commands/outcome.ts';
import { Ledger } from '../commit/commit-queue.ts';
import { Metrics } from '../runtime/metrics.ts';
import { Refusals } from '../commit/refusal-cache.ts';
import type { Database } from '../store/database.ts';
import { settings } from './store-spec.ts';
import { HandClock } from './manual-clock.ts';
import { StoreTrouble } from '../commit/store-health.ts';

/** A ledger that announces to a test, and logs its trouble there. */
export function ledgerOn(
  database: Database,
  announce: (outcomes: Outcome[]) => Promise<void>,
  log: (sentence: unknown) => void = console.error,
): Ledger {
  const trouble = new StoreTrouble(new Metrics(), { error: log, warn: log });
  return new Ledger({
    database,
    settings,
    trouble,
    refusals: new Refusals(new HandClock()),
    announce,
  });
}
