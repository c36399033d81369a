import type { FastifyBaseLogger } from 'fastify';
import type { Metrics } from '../runtime/metrics.ts';
import type { StoreError } from '../store/database.ts';

/** Tracks whether the store can write. Logs each change for the operator. */
export class StoreHealth {
  readonly #metrics: Metrics;
  readonly #log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  #isFailing = false;

  constructor(metrics: Metrics, log: Pick<FastifyBaseLogger, 'error' | 'warn'>) {
    this.#metrics = metrics;
    this.#log = log;
  }

  /** Whether the last transaction failed. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** A transaction of this number of changes has failed. */
  failed(error: StoreError, changes: number): void {
    this.#metrics.notCommitted(changes);
    if (!this.#isFailing) this.#log.error(error.message);
    this.#isFailing = true;
  }

  /** A transaction has succeeded. */
  recovered(): void {
    if (this.#isFailing) this.#log.warn('The store can write again.');
    this.#isFailing = false;
  }
}
