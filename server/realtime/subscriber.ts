import type { CatchUp } from '../store/messages.ts';
import type { Codec } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';

/** A connection that receives the changes of rooms. */
export interface Subscriber {
  readonly codec: Codec;
  readonly sink: Sink;
}

/** Reads the changes of a room after a revision. Resolves to undefined if there is no such room. */
export type ReadChanges = (room: string, after: number) => Promise<CatchUp | undefined>;
