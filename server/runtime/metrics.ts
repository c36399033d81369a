import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Outcome } from '../commands/outcome.ts';
import type { Codec } from '../transport/codecs.ts';

/** What an operator watches, in the form of Prometheus. */
export class Metrics {
  readonly registry = new Registry();
  readonly #connections = new Gauge({
    name: 'causette_connections',
    help: 'HttpConnections that are open',
    labelNames: ['codec'],
    registers: [this.registry],
  });
  readonly #outcomes = new Counter({
    name: 'causette_changes_total',
    help: 'Changes that were asked for and are answered, by what became of them',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly #commits = new Counter({
    name: 'causette_commits_total',
    help: 'Transactions on disk; changes a transaction is the gain of group commit',
    registers: [this.registry],
  });
  readonly #failedCommits = new Counter({
    name: 'causette_failed_commits_total',
    help: 'Transactions that the store could not keep: a full disk, a failing one, no right to write',
    registers: [this.registry],
  });
  readonly #refusedConnections = new Counter({
    name: 'causette_refused_connections_total',
    help: 'HttpConnections, streams and polls refused because too many were open, by whose they are',
    labelNames: ['by'],
    registers: [this.registry],
  });
  readonly #internalErrors = new Counter({
    name: 'causette_internal_errors_total',
    help: 'Errors that should not happen; the log has their stacks',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Says how to find the bytes that clients have not taken yet. */
  watchWaiting(read: () => number): void {
    new Gauge({
      name: 'causette_unsent_bytes',
      help: 'Bytes that clients have not taken yet',
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  connected(codec: Codec['name']): void {
    this.#connections.inc({ codec });
  }

  disconnected(codec: Codec['name']): void {
    this.#connections.dec({ codec });
  }

  committed(outcomes: Outcome[]): void {
    this.#commits.inc();
    for (const [outcome, { length }] of Map.groupBy(outcomes, ({ is }) => is)) {
      this.#outcomes.inc({ outcome }, length);
    }
  }

  /** A transaction of so many changes, which are all refused. */
  notCommitted(changes: number): void {
    this.#failedCommits.inc();
    this.#outcomes.inc({ outcome: 'refused' }, changes);
  }

  refusedConnection(by: 'address' | 'person'): void {
    this.#refusedConnections.inc({ by });
  }

  internalError(): void {
    this.#internalErrors.inc();
  }
}
