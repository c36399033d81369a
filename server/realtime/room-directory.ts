import type { Queries } from '../store/database.ts';
import { roomNamed } from '../store/rooms.ts';

/** Looks up rooms by id or name, and caches them: a room never changes its id or name. */
export class RoomDirectory {
  readonly #queries: Queries;
  /** Names by id. */
  readonly #known = new Map<string, string>();

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** Returns the id; undefined if there is no such room. */
  async find(name: string): Promise<string | undefined> {
    if (this.#known.has(name)) return name;
    const room = await roomNamed(this.#queries, name);
    // Only ids are cached, so that a client cannot fill the cache with variants.
    if (room !== undefined) this.#known.set(room.id, room.name);
    return room?.id;
  }

  /** Returns the name of an existing room. */
  async nameOf(id: string): Promise<string> {
    await this.find(id);
    return this.#known.get(id) ?? id;
  }
}
