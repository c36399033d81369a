import { delMany, setMany, type UseStore } from 'idb-keyval';
import { keptRoom, type KeptRoom } from '../../client/state/snapshot.ts';
import type { Room } from '../../client/state/state.ts';

/** What their keys on disk begin with. */
const prefix = 'room/';

type Rooms = ReadonlyMap<string, Room>;

/** Rooms on disk by their name; only what is another room is written. */
export class RoomCache {
  readonly #disk: UseStore;
  #held: Rooms = new Map();
  #turn: Promise<void> = Promise.resolve();

  constructor(disk: UseStore) {
    this.#disk = disk;
  }

  /** The rooms among all that was read. */
  static among(all: readonly [string, unknown][]): ReadonlyMap<string, KeptRoom> {
    return new Map(
      all
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, room]) => [key.slice(prefix.length), room as KeptRoom]),
    );
  }

  /** These rooms are on disk as they are. */
  holds(rooms: Rooms): void {
    this.#held = rooms;
  }

  /** One after the other. Rejects where nothing could be written: the next time writes it then. */
  save(rooms: Rooms): Promise<void> {
    const write = (): Promise<void> => this.#write(rooms);
    // A browser that has dropped the database may have it again at the second try.
    const saved = this.#turn.then(() => write().catch(write));
    this.#turn = saved.catch(() => {});
    return saved;
  }

  async #write(rooms: Rooms): Promise<void> {
    const entries = [...rooms]
      .filter(([name, room]) => !isSame(room, this.#held.get(name)))
      .map(([name, room]): [string, KeptRoom] => [prefix + name, keptRoom(room)]);
    const gone = [...this.#held.keys()].filter((name) => !rooms.has(name));
    const keys = gone.map((name) => prefix + name);
    if (entries.length > 0) await setMany(entries, this.#disk);
    if (keys.length > 0) await delMany(keys, this.#disk);
    this.#held = rooms;
  }
}

/** Who is there and who is writing is not kept. */
function isSame(a: Room, b: Room | undefined): boolean {
  return a.rev === b?.rev && a.read === b.read && a.floor === b.floor && a.unread === b.unread;
}
