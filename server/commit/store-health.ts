import type { FastifyBaseLogger } from 'fastify';
import type { Metrics } from '../runtime/metrics.ts';
import type { StoreError } from '../store/database.ts';

/** Whether the store keeps what it is given, for the operator: said when that changes. */
export class StoreTrouble {
  readonly #metrics: Metrics;
  readonly #log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  #isNow = false;

  constructor(metrics: Metrics, log: Pick<FastifyBaseLogger, 'error' | 'warn'>) {
    this.#metrics = metrics;
    this.#log = log;
  }

  /** The last transaction was not kept. */
  get isNow(): boolean {
    return this.#isNow;
  }

  /** A transaction of so many changes was not kept. */
  met(error: StoreError, changes: number): void {
    this.#metrics.notCommitted(changes);
    if (!this.#isNow) this.#log.error(error.message);
    this.#isNow = true;
  }

  /** A transaction was kept. */
  over(): void {
    if (this.#isNow) this.#log.warn('The store keeps what it is given again.');
    this.#isNow = false;
  }
}
