import type { Reading } from './catch-ups.ts';
import type { Hub } from './hub.ts';

/**
 * What a room has to say to somebody who holds it up to `after`, or holds nothing of it: as soon as
 * there is anything. Undefined where the signal aborts before that.
 */
export async function nextChanges(
  hub: Hub,
  room: string,
  after: number | undefined,
  signal: AbortSignal,
): Promise<Reading | undefined> {
  const stands = after ?? 0;
  for (;;) {
    const read = await hub.read(room, stands);
    if (read === undefined) return undefined;
    if (after === undefined || read.changes.rev !== stands) return read;
    await hub.whenPast(room, stands, signal);
    if (signal.aborted) return undefined;
  }
}
