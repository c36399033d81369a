import type { Clock } from '../runtime/clock.ts';
import type { ReadChanges } from './subscriber.ts';
import { EncodedChanges } from '../transport/codecs.ts';
import type { CatchUp } from '../store/messages.ts';

/** Changes read from the store, and their encoding. */
export interface EncodedCatchUp extends CatchUp {
  encoded: EncodedChanges;
}

/** Milliseconds for which a read is shared. */
const keptFor = 1_000;
/** Bytes of messages to keep at most; beyond that the cache is emptied. */
const keptBytes = 16 * 1024 * 1024;

/** Reads of one room by the revision after which they start. */
type RoomReads = Map<number, Promise<EncodedCatchUp | undefined>>;

/**
 * Reads changes of rooms from the store. Requests for the same changes at about the same time share
 * one read: after a restart every client sends the same request.
 */
export class CatchUpCache {
  readonly #read: ReadChanges;
  readonly #rooms = new Map<string, RoomReads>();
  #bytes = 0;

  constructor(read: ReadChanges, clock: Clock) {
    this.#read = read;
    clock.every(keptFor, () => this.#clear());
  }

  /**
   * Returns the changes of a room after a revision; undefined if there is no such room. A cached
   * read from before revision `least` is not used: a client that knows of a later revision would
   * get the same old page again and again.
   */
  async read(room: string, after: number, least: number): Promise<EncodedCatchUp | undefined> {
    const known = this.#readsOf(room);
    const same = known.get(after);
    if (same === undefined) return this.#readStore(room, after);
    const read = await same;
    if (read === undefined || read.head >= least) return read;
    if (known.get(after) === same) known.delete(after);
    return this.#readsOf(room).get(after) ?? this.#readStore(room, after);
  }

  #readStore(room: string, after: number): Promise<EncodedCatchUp | undefined> {
    const known = this.#readsOf(room);
    const reading = this.#read(room, after).then((read) => {
      this.#bytes += read?.bytes ?? 0;
      if (this.#bytes > keptBytes) this.#clear();
      return read && { ...read, encoded: new EncodedChanges(read.changes, after) };
    });
    known.set(after, reading);
    // A failed read is not cached.
    reading.catch(() => known.delete(after));
    return reading;
  }

  #clear(): void {
    this.#rooms.clear();
    this.#bytes = 0;
  }

  #readsOf(room: string): RoomReads {
    const known = this.#rooms.get(room) ?? new Map<number, Promise<EncodedCatchUp | undefined>>();
    this.#rooms.set(room, known);
    return known;
  }
}
