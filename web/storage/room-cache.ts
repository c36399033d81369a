import { delMany, setMany, type UseStore } from 'idb-keyval';
import { keptRoom, type KeptRoom } from '../../client/state/snapshot.ts';
import type { Room } from '../../client/state/state.ts';

/** Prefix of the keys of rooms. */
const prefix = 'room/';

type Rooms = ReadonlyMap<string, Room>;

/** Saves rooms by name in the database; writes only those that changed. */
export class RoomCache {
  readonly #disk: UseStore;
  #saved: Rooms = new Map();
  #queue: Promise<void> = Promise.resolve();

  constructor(disk: UseStore) {
    this.#disk = disk;
  }

  /** Picks the rooms from all entries of the database. */
  static roomsIn(all: readonly [string, unknown][]): ReadonlyMap<string, KeptRoom> {
    return new Map(
      all
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, room]) => [key.slice(prefix.length), room as KeptRoom]),
    );
  }

  /** Marks these rooms as saved already. */
  markSaved(rooms: Rooms): void {
    this.#saved = rooms;
  }

  /** Saves are queued. Rejects when the write failed; the next save writes the same changes. */
  save(rooms: Rooms): Promise<void> {
    const write = (): Promise<void> => this.#write(rooms);
    // A browser that has closed the database may open it again on the second try.
    const saved = this.#queue.then(() => write().catch(write));
    this.#queue = saved.catch(() => {});
    return saved;
  }

  async #write(rooms: Rooms): Promise<void> {
    const entries = [...rooms]
      .filter(([name, room]) => !isSame(room, this.#saved.get(name)))
      .map(([name, room]): [string, KeptRoom] => [prefix + name, keptRoom(room)]);
    const removed = [...this.#saved.keys()].filter((name) => !rooms.has(name));
    const keys = removed.map((name) => prefix + name);
    if (entries.length > 0) await setMany(entries, this.#disk);
    if (keys.length > 0) await delMany(keys, this.#disk);
    this.#saved = rooms;
  }
}

/** Presence and typing are not saved. */
function isSame(a: Room, b: Room | undefined): boolean {
  return (
    a.rev === b?.rev &&
    a.archived === b.archived &&
    a.read === b.read &&
    a.floor === b.floor &&
    a.unread === b.unread
  );
}
