import type { Clock } from './clock.ts';
import type { ReadChanges } from './hub.ts';
import { SpokenChanges } from './languages.ts';
import type { CatchUp } from './store/messages.ts';

/** What was read, and its bytes. */
export interface Reading extends CatchUp {
  said: SpokenChanges;
}

/** Milliseconds for which a reading may serve others; what is read in that time is all it holds. */
const keptFor = 1_000;

/**
 * Reads what rooms have to say, and once for all who ask for the same at about the same time and
 * before the room changes: after a restart everybody does.
 */
export class CatchUps {
  readonly #read: ReadChanges;
  readonly #rooms = new Map<string, Map<number, Promise<Reading | undefined>>>();

  constructor(read: ReadChanges, clock: Clock) {
    this.#read = read;
    clock.every(keptFor, () => this.#rooms.clear());
  }

  read(room: string, after: number): Promise<Reading | undefined> {
    const known = this.#of(room);
    const same = known.get(after);
    if (same !== undefined) return same;
    const reading = this.#read(room, after).then(
      (read) => read && { ...read, said: new SpokenChanges(read.changes, after) },
    );
    known.set(after, reading);
    // What failed is tried anew by whoever asks next.
    reading.catch(() => known.delete(after));
    return reading;
  }

  /** The room is another than it was when it was read. */
  changed(room: string): void {
    this.#rooms.delete(room);
  }

  #of(room: string): Map<number, Promise<Reading | undefined>> {
    const known = this.#rooms.get(room) ?? new Map<number, Promise<Reading | undefined>>();
    this.#rooms.set(room, known);
    return known;
  }
}
