import type { Cost } from './http.ts';
import type { Ending, TransportKind } from './transport.ts';

type Event =
  | { is: 'connecting' }
  | { is: 'open' }
  | { is: 'received'; text: string }
  | { is: 'sent'; text: string }
  | { is: 'error' }
  | { is: 'close'; ending: Ending }
  /** Milliseconds until the next attempt; `held`: the connection stays cut until `retryNow`. */
  | { is: 'retry' | 'held'; delay: number }
  /** An upgrade is tried, or has failed with this ending. */
  | { is: 'upgrading'; ending?: Ending }
  /** The cost of requests since the last report. */
  | ({ is: 'cost' } & Cost);

/** An event on the wire, with its time and transport, as the wire panel shows it. */
export type Traffic = { at: number; by: TransportKind } & Event;
