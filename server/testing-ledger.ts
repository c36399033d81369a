import type { Outcome } from './commands/outcome.ts';
import { Ledger } from './ledger.ts';
import { Metrics } from './metrics.ts';
import { Refusals } from './refusals.ts';
import type { Database } from './store/database.ts';
import { settings } from './store/testing.ts';
import { HandClock } from './testing-clock.ts';
import { StoreTrouble } from './store-trouble.ts';

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
