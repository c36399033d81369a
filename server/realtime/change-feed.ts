import type { EncodedCatchUp } from './catch-up-cache.ts';
import type { Hub } from './hub.ts';

/** A request for the changes of a room. */
export interface FeedRequest {
  room: string;
  /** The revision up to which the client has the room; undefined if it has nothing. */
  after: number | undefined;
  /** Aborts the wait. */
  signal: AbortSignal;
  /** Waits for a free response slot of the person. Resolves to the function that releases it. */
  takeSlot: () => Promise<() => void>;
}

/**
 * Waits for changes of a room after revision `after` and returns them. The response slot stays taken
 * until the response has been sent. Returns undefined if the signal aborts first, or if there is no
 * such room.
 */
export async function nextChanges(
  hub: Pick<Hub, 'read' | 'whenPast'>,
  { room, after, signal, takeSlot }: FeedRequest,
): Promise<EncodedCatchUp | undefined> {
  const revision = after ?? 0;
  for (;;) {
    const release = await takeSlot();
    const read = await hub.read(room, revision);
    const isReady = read === undefined || after === undefined || read.changes.rev !== revision;
    if (isReady) return read;
    release();
    await hub.whenPast(room, revision, signal);
    if (signal.aborted) return undefined;
  }
}
