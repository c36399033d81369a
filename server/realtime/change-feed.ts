import type { Reading } from './catch-up-cache.ts';
import type { Hub } from './hub.ts';

/** A question for what a room has to say. */
export interface Asked {
  room: string;
  /** What the client holds; undefined where it holds nothing. */
  after: number | undefined;
  /** Says when to stop. */
  signal: AbortSignal;
  /** Waits for a place among the person's answers; it returns what gives it back. */
  place: () => Promise<() => void>;
}

/**
 * What a room has to say to somebody who holds it up to `after`, as soon as there is anything. Its
 * place is held until it has been taken. Undefined where the signal aborts before that.
 */
export async function nextChanges(
  hub: Pick<Hub, 'read' | 'whenPast'>,
  { room, after, signal, place }: Asked,
): Promise<Reading | undefined> {
  const stands = after ?? 0;
  for (;;) {
    const giveBack = await place();
    const read = await hub.read(room, stands);
    const isAnswer = read === undefined || after === undefined || read.changes.rev !== stands;
    if (isAnswer) return read;
    giveBack();
    await hub.whenPast(room, stands, signal);
    if (signal.aborted) return undefined;
  }
}
