import type { Queries } from '../store/database.ts';
import { roomNamed } from '../store/rooms.ts';

/** The rooms that there are, by name: a room keeps its name and its title for good, so the store is asked once. */
export class RoomDirectory {
  readonly #queries: Queries;
  /** Titles by name. */
  readonly #known = new Map<string, string>();

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** The name as its room has it; undefined without such a room. */
  async find(name: string): Promise<string | undefined> {
    if (this.#known.has(name)) return name;
    const room = await roomNamed(this.#queries, name);
    // Only the one spelling, so that nobody can fill this with others.
    if (room !== undefined) this.#known.set(room.name, room.title);
    return room?.name;
  }

  /** How people read the name of a room that there is. */
  async titleOf(name: string): Promise<string> {
    await this.find(name);
    return this.#known.get(name) ?? name;
  }
}
