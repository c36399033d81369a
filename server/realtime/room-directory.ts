import type { Queries } from '../store/database.ts';
import { roomNamed } from '../store/rooms.ts';

/** Looks up rooms by name, and caches them: a room never changes its name or title. */
export class RoomDirectory {
  readonly #queries: Queries;
  /** Titles by name. */
  readonly #known = new Map<string, string>();

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** Returns the name in the room's own spelling; undefined if there is no such room. */
  async find(name: string): Promise<string | undefined> {
    if (this.#known.has(name)) return name;
    const room = await roomNamed(this.#queries, name);
    // Only the room's own spelling is cached, so that a client cannot fill the cache with variants.
    if (room !== undefined) this.#known.set(room.name, room.title);
    return room?.name;
  }

  /** Returns the title of an existing room. */
  async titleOf(name: string): Promise<string> {
    await this.find(name);
    return this.#known.get(name) ?? name;
  }
}
