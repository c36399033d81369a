import type { Person } from '../../protocol/model.ts';
import type { Queries } from '../store/database.ts';
import { roomNamed } from '../store/rooms.ts';
import { denial } from './permissions.ts';
import { standingOf } from './standing.ts';

/**
 * Decides who may see a room, for everything that is read or delivered outside of a transaction.
 * "Not allowed" and "not there" are the same answer.
 */
export class RoomAccess {
  readonly #queries: Queries;
  /** Ids of open rooms: everyone may see them until they are deleted. */
  readonly #open = new Set<string>();
  /** Counts how often somebody lost a room. */
  #losses = 0;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /**
   * Calls `act` with the id of a room if the person may see it, and resolves to its result; else to
   * undefined. No loss of the room comes between the check and the call, so a subscription that `act`
   * makes is found by the next loss.
   */
  async whileVisible<Result>(
    person: Pick<Person, 'id'>,
    name: string,
    act: (room: string) => Result,
  ): Promise<Result | undefined> {
    if (this.#open.has(name)) return act(name);
    for (;;) {
      const losses = this.#losses;
      const room = await this.#find(person, name);
      if (room === undefined) return undefined;
      if (losses === this.#losses) return act(room);
    }
  }

  /** The id of a room that the person may see, given by its id or name. */
  find(person: Pick<Person, 'id'>, name: string): Promise<string | undefined> {
    return this.whileVisible(person, name, (room) => room);
  }

  /** Somebody has lost a room: it was deleted, or they left it. */
  roomLost(room: string): void {
    this.#losses += 1;
    this.#open.delete(room);
  }

  async #find(person: Pick<Person, 'id'>, name: string): Promise<string | undefined> {
    const losses = this.#losses;
    const room = await roomNamed(this.#queries, name);
    if (room === undefined) return undefined;
    const standing = await standingOf(this.#queries, person, room);
    if (denial(standing, 'read', room) !== undefined) return undefined;
    if (room.kind === 'open' && losses === this.#losses) this.#open.add(room.id);
    return room.id;
  }
}
