import type { Dialect } from '../load/client.ts';
import type { PinnedProcess } from './pinned-process.ts';

/** A running server, and its dialects. */
export interface Running {
  readonly process: PinnedProcess;
  /** Every message goes to everyone. */
  readonly room: Dialect;
  /** A message comes back to its sender. */
  readonly echo: Dialect;
  /** Everyone is notified of each new connection; only these lines count. */
  readonly greeted: Dialect;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** A server that takes part in the comparison. */
export interface Contender {
  readonly name: string;
  start(): Promise<Running>;
}
