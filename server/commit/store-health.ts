import type { FastifyBaseLogger } from 'fastify';
import type { Metrics } from '../runtime/metrics.ts';
import type { StoreError } from '../store/database.ts';

/** Whether the store keeps what it is given, for the operator: said when that changes. */
export class StoreHealth {
  readonly #metrics: Metrics;
  readonly #log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  #isFailing = false;

  constructor(metrics: Metrics, log: Pick<FastifyBaseLogger, 'error' | 'warn'>) {
    this.#metrics = metrics;
    this.#log = log;
  }

  /** The last transaction was not kept. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** A transaction of so many changes was not kept. */
  failed(error: StoreError, changes: number): void {
    this.#metrics.notCommitted(changes);
    if (!this.#isFailing) this.#log.error(error.message);
    this.#isFailing = true;
  }

  /** A transaction was kept. */
  recovered(): void {
    if (this.#isFailing) this.#log.warn('The store keeps what it is given again.');
    this.#isFailing = false;
  }
}
