import type { Clock } from '../runtime/clock.ts';
import type { ReadChanges } from './subscriber.ts';
import { EncodedChanges } from '../transport/codecs.ts';
import type { CatchUp } from '../store/messages.ts';

/** What was read, and its bytes. */
export interface Reading extends CatchUp {
  said: EncodedChanges;
}

/** Milliseconds for which a reading may serve others. */
const keptFor = 1_000;
/** Bytes of messages kept in that time; who asks for more than that reads it alone. */
const keptBytes = 16 * 1024 * 1024;

type OpenReads = Map<number, Promise<Reading | undefined>>;

/**
 * Reads what rooms have to say, and once for all who ask for the same at about the same time and
 * know of no later change: after a restart everybody does.
 */
export class CatchUpCache {
  readonly #read: ReadChanges;
  readonly #rooms = new Map<string, OpenReads>();
  #bytes = 0;

  constructor(read: ReadChanges, clock: Clock) {
    this.#read = read;
    clock.every(keptFor, () => this.#forgetAll());
  }

  /**
   * What the room has to say after a revision, read when the room was at `least` or later. Without
   * that, whoever knows of a newer revision would get the same old reading again and again.
   */
  async read(room: string, after: number, least: number): Promise<Reading | undefined> {
    const known = this.#of(room);
    const same = known.get(after);
    if (same === undefined) return this.#readAnew(room, after);
    const read = await same;
    if (read === undefined || read.head >= least) return read;
    if (known.get(after) === same) known.delete(after);
    return this.#of(room).get(after) ?? this.#readAnew(room, after);
  }

  #readAnew(room: string, after: number): Promise<Reading | undefined> {
    const known = this.#of(room);
    const reading = this.#read(room, after).then((read) => {
      this.#bytes += read?.bytes ?? 0;
      if (this.#bytes > keptBytes) this.#forgetAll();
      return read && { ...read, said: new EncodedChanges(read.changes, after) };
    });
    known.set(after, reading);
    // What failed is tried anew by whoever asks next.
    reading.catch(() => known.delete(after));
    return reading;
  }

  #forgetAll(): void {
    this.#rooms.clear();
    this.#bytes = 0;
  }

  #of(room: string): OpenReads {
    const known = this.#rooms.get(room) ?? new Map<number, Promise<Reading | undefined>>();
    this.#rooms.set(room, known);
    return known;
  }
}
