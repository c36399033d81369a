import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

/** Metrics for the operator, in the format of Prometheus. */
export class Metrics {
  readonly registry = new Registry();
  readonly #connections = new Gauge({
    name: 'causette_connections',
    help: 'Open connections',
    labelNames: ['codec'],
    registers: [this.registry],
  });
  readonly #outcomes = new Counter({
    name: 'causette_changes_total',
    help: 'Answered change requests, by outcome',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly #commits = new Counter({
    name: 'causette_commits_total',
    help: 'Committed transactions; changes per transaction show the gain of group commit',
    registers: [this.registry],
  });
  readonly #failedCommits = new Counter({
    name: 'causette_failed_commits_total',
    help: 'Transactions that failed: disk full, disk error or no permission to write',
    registers: [this.registry],
  });
  readonly #refusedConnections = new Counter({
    name: 'causette_refused_connections_total',
    help: 'Connections, streams and polls refused because too many were open, by kind of limit',
    labelNames: ['by'],
    registers: [this.registry],
  });
  readonly #internalErrors = new Counter({
    name: 'causette_internal_errors_total',
    help: 'Internal errors; their stack traces are in the log',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Registers the gauge of unsent bytes; `read` returns the current sum of all connections. */
  watchUnsentBytes(read: () => number): void {
    new Gauge({
      name: 'causette_unsent_bytes',
      help: 'Bytes buffered for clients that have not received them yet',
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  connected(codec: string): void {
    this.#connections.inc({ codec });
  }

  disconnected(codec: string): void {
    this.#connections.dec({ codec });
  }

  /** A transaction with these outcomes. */
  committed(outcomes: readonly { readonly is: string }[]): void {
    this.#commits.inc();
    for (const [outcome, { length }] of Map.groupBy(outcomes, ({ is }) => is)) {
      this.#outcomes.inc({ outcome }, length);
    }
  }

  /** Counts a failed transaction; all its changes are refused. */
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
