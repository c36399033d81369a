import type { Cost } from './http.ts';
import type { Ending, TransportKind } from './transport.ts';

type Event =
  | { is: 'connecting' }
  | { is: 'open' }
  | { is: 'received'; text: string }
  | { is: 'sent'; text: string }
  | { is: 'error' }
  | { is: 'close'; ending: Ending }
  /** Milliseconds until the next try, or until there would be one, were the line not to stay cut. */
  | { is: 'retry' | 'held'; delay: number }
  /** A better way is tried beside the one that is open, or, with an ending, did not work. */
  | { is: 'upgrading'; ending?: Ending }
  /** Requests took this, since the last time that it was told. */
  | ({ is: 'cost' } & Cost);

/** Something that happened on the wire, when and by which way, as the wire panel shows it. */
export type Traffic = { at: number; by: TransportKind } & Event;
