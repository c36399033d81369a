import type { Queries } from '../database.ts';
import { saveRevision, roomNamed } from '../rooms.ts';
import type { RoomRow } from '../records.ts';

/**
 * The rooms of one transaction. Their revisions are counted in memory and written once at its end:
 * in a busy room nearly every change of a transaction takes one.
 */
export class RoomRevisions {
  readonly #queries: Queries;
  readonly #byName = new Map<string, RoomRow>();
  /** One row per room, whichever spelling of its name was used. */
  readonly #byNumber = new Map<number, RoomRow>();
  readonly #changed = new Set<RoomRow>();

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** The room of this name with its current revision; undefined if there is none. */
  async named(name: string): Promise<RoomRow | undefined> {
    return this.#byName.get(name) ?? this.#remember(name, await roomNamed(this.#queries, name));
  }

  /** A room was renamed or deleted: names are looked up again. */
  forgetNames(): void {
    this.#byName.clear();
  }

  /** Takes the next revision of a room for a message posted at this time. */
  advanceForPost(room: RoomRow, at: number): number {
    room.said = at;
    return this.advance(room);
  }

  /** Takes the next revision of a room. */
  advance(room: RoomRow): number {
    this.#changed.add(room);
    return ++room.rev;
  }

  /** Writes the revisions; called before the commit. */
  async save(): Promise<void> {
    for (const room of this.#changed) await saveRevision(this.#queries, room);
  }

  #remember(name: string, row: RoomRow | undefined): RoomRow | undefined {
    if (row === undefined) return undefined;
    const room = this.#byNumber.get(row.number) ?? row;
    this.#byNumber.set(room.number, room);
    this.#byName.set(name, room);
    return room;
  }
}
