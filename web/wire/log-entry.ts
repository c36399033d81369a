import type { Traffic } from '../../client/transport/traffic.ts';
import type { Injected } from './failure-lab.ts';
import type { Polled } from './polling-comparison.ts';

/** A log entry: traffic of the connection, an injected fault, or a poll. */
export type LogEntry = Traffic | Injected | Polled;
