import type { RoomChanges } from '../protocol/frames.ts';
import type { Causette } from './causette.ts';
import { changesAfter } from './store/messages.ts';

/**
 * What a room has to say to somebody who holds it up to `after`, or holds nothing of it: read from
 * the store, each time that the hub hints at more, until the signal says to stop.
 */
export async function* roomChanges(
  { database, hub }: Pick<Causette, 'database' | 'hub'>,
  room: string,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<RoomChanges, void> {
  let isNew = after === undefined;
  for (let stands = after ?? 0; ;) {
    const read = await changesAfter(database, room, stands);
    if (read === undefined) return;
    const { changes, head } = read;
    if (isNew || changes.rev !== stands) yield changes;
    isNew = false;
    stands = changes.rev;
    if (stands >= head) await hub.whenPast(room, stands, signal);
    if (signal.aborted) return;
  }
}
