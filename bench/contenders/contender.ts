import type { Dialect } from '../load/client.ts';
import type { PinnedProcess } from './pinned-process.ts';

/** A server that runs, and how to speak to it. */
export interface Running {
  readonly process: PinnedProcess;
  /** Everybody hears what anybody says. */
  readonly room: Dialect;
  /** What one says comes back to them. */
  readonly echo: Dialect;
  /** Everybody is told of each newcomer; only these lines count. */
  readonly greeted: Dialect;
  /** Ends it, and leaves nothing behind. */
  stop(): Promise<void>;
}

/** One that takes part in the comparison. */
export interface Contender {
  readonly name: string;
  start(): Promise<Running>;
}
