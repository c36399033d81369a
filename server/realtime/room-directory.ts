import type { Queries } from '../store/database.ts';
import { roomNamed } from '../store/rooms.ts';

/** Looks up the present names of rooms. */
export class RoomDirectory {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** Returns the name of a room; its id if it was deleted. */
  async nameOf(id: string): Promise<string> {
    return (await roomNamed(this.#queries, id))?.name ?? id;
  }
}
