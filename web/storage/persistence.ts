import { clear, entries, set } from 'idb-keyval';
import { originOf, restored, type Origin } from '../../client/state/snapshot.ts';
import { emptyState, type State } from '../../client/state/state.ts';
import type { Store } from '../../client/state/store.ts';
import { openDisk } from './database.ts';
import { RoomCache } from './room-cache.ts';
import { watchLocal } from './kept-texts.ts';
import { throttled } from '../dom/throttle.ts';
import { reportStorageFailure } from './storage-failures.ts';
import { OutboxStorage } from './outbox-storage.ts';

/** Minimum milliseconds between two writes of rooms. */
const roomsInterval = 1_000;

/** The person that the saved rooms belong to, and the room names in the order of the sidebar. */
interface Owner {
  origin: Origin;
  order: readonly string[];
}

const ownerKey = 'owner';

/**
 * Saves the state of a chat in the browser: rooms with a delay (the server has them too), unsent
 * commands at once. Two tabs may send the same command: its id makes that safe. Without a working
 * storage the page keeps everything in memory while it is open.
 */
export class Persistence {
  readonly #disk = openDisk();
  readonly #rooms = new RoomCache(this.#disk);
  readonly #outbox = new OutboxStorage();
  #owner: Owner | undefined;
  #isStopped = false;

  /** The saved state of this person. Never returns data of another person. */
  async recall(person: string | undefined): Promise<State> {
    const all = await entries<string, unknown>(this.#disk).catch(roomsNotStored);
    try {
      return this.#restore(person, all);
    } catch {
      // Written by another version.
      this.#write(() => clear(this.#disk));
      return emptyState;
    }
  }

  /** Saves every later change. */
  keep(store: Store<State>): void {
    const keepRooms = (): void => this.#write(() => this.#keepRooms(store.get()));
    store.watch(
      ({ rooms }) => rooms,
      throttled(() => roomsInterval, keepRooms),
    );
    store.watch(
      ({ outbox }) => outbox,
      () => this.#isStopped || this.#outbox.save(store.get()),
    );
    addEventListener('pagehide', keepRooms);
    watchLocal((name) => {
      if (name === null && !this.#isStopped) this.#outbox.saveAgain(store.get());
    });
  }

  /** Stops saving. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Stops saving, and deletes the rooms that this person saw. */
  async forgetRooms(): Promise<void> {
    this.stop();
    await clear(this.#disk).catch(roomsNotStored);
  }

  /** Also deletes what this person wrote. */
  async forget(person: string | undefined): Promise<void> {
    if (person !== undefined) this.#outbox.forget(person);
    await this.forgetRooms();
  }

  #restore(person: string | undefined, all: readonly [string, unknown][]): State {
    const owner = new Map(all).get(ownerKey) as Owner | undefined;
    if (owner?.origin.you.id === person) this.#owner = owner;
    if (this.#owner === undefined) this.#write(() => clear(this.#disk));
    if (person === undefined) return emptyState;
    const unsent = this.#outbox.recall(person);
    const origin = this.#owner?.origin ?? unsent.at(-1)?.origin;
    if (origin === undefined) return emptyState;
    const byName = RoomCache.roomsIn(all);
    const rooms = this.#owner?.order.flatMap((name) => byName.get(name) ?? []) ?? [];
    const outbox = unsent.map(({ pending }) => pending);
    const state = restored({ origin, rooms, outbox });
    this.#rooms.markSaved(state.rooms);
    this.#outbox.markSaved(outbox);
    return state;
  }

  async #keepRooms(state: State): Promise<void> {
    const origin = originOf(state);
    if (origin === undefined) return;
    await this.#keepOwner({ origin, order: [...state.rooms.keys()] });
    await this.#rooms.save(state.rooms);
  }

  async #keepOwner(owner: Owner): Promise<void> {
    if (JSON.stringify(owner) === JSON.stringify(this.#owner)) return;
    await set(ownerKey, owner, this.#disk);
    this.#owner = owner;
  }

  #write(work: () => Promise<void>): void {
    if (!this.#isStopped) work().catch(roomsNotStored);
  }
}

function roomsNotStored(error: unknown): [] {
  reportStorageFailure('rooms', error);
  return [];
}
