import type { Queries } from '../database.ts';
import { keepRevision, roomNamed } from '../rooms.ts';
import type { RoomRow } from '../records.ts';

/**
 * The rooms that one transaction asks for. Their revisions are counted here and written once, at
 * its end: in a busy room nearly every change of a transaction takes one.
 */
export class RoomRevisions {
  readonly #queries: Queries;
  readonly #byName = new Map<string, RoomRow>();
  /** A room is the same under all the names that are read as its own. */
  readonly #byId = new Map<number, RoomRow>();
  readonly #changed = new Set<RoomRow>();

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** The room of this name as it is by now; undefined without such a room. */
  async named(name: string): Promise<RoomRow | undefined> {
    return this.#byName.get(name) ?? this.#hold(name, await roomNamed(this.#queries, name));
  }

  /** Takes the next revision of a room, for something that is said at this time. */
  say(room: RoomRow, at: number): number {
    room.said = at;
    return this.advance(room);
  }

  /** Takes the next revision of a room. */
  advance(room: RoomRow): number {
    this.#changed.add(room);
    return ++room.rev;
  }

  /** Before the transaction is committed. */
  async keep(): Promise<void> {
    for (const room of this.#changed) await keepRevision(this.#queries, room);
  }

  #hold(name: string, row: RoomRow | undefined): RoomRow | undefined {
    if (row === undefined) return undefined;
    const room = this.#byId.get(row.id) ?? row;
    this.#byId.set(room.id, room);
    this.#byName.set(name, room);
    return room;
  }
}
