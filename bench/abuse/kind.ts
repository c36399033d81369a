import type { Stage } from './stage.ts';

/** Sends one request and waits for its answer. */
export type Step = () => Promise<unknown>;

/** A workload of a client, honest or abusive. */
export interface Workload {
  readonly what: string;
  /** Requests per step; 1 by default. */
  readonly requests?: number;
  /** Prepares, unmeasured, and returns what is measured. */
  readonly begin: (stage: Stage) => Promise<Step>;
}

/** Requests that count the same for rate limits. */
export interface Kind {
  readonly name: string;
  /** Needs a server of its own, where its limits are tested. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The request of an honest client. */
  readonly honest: Workload;
  /** The most expensive request of this kind that we know. */
  readonly attempts: readonly Workload[];
}
