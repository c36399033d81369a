import { clear, entries, set } from 'idb-keyval';
import { originOf, restored, type Origin } from '../../client/state/snapshot.ts';
import { emptyState, type State } from '../../client/state/state.ts';
import type { Store } from '../../client/state/store.ts';
import { openDisk } from './database.ts';
import { RoomCache } from './room-cache.ts';
import { watchLocal } from './kept-texts.ts';
import { paced } from '../dom/throttle.ts';
import { noteUnkept } from './storage-trouble.ts';
import { OutboxStorage } from './outbox-storage.ts';

/** How often rooms are written at most, in milliseconds. */
const roomsPace = 1_000;

/** Whose the rooms are, and their names in the order of the sidebar. */
interface Owner {
  origin: Origin;
  order: readonly string[];
}

const ownerKey = 'owner';

/**
 * What this browser keeps of a chat: its rooms, at leisure, for the server has them, and at once what
 * was written and not sent. Two tabs may send the same: its id makes that once. Where a browser keeps
 * nothing, the page works for as long as it is open.
 */
export class Persistence {
  readonly #disk = openDisk();
  readonly #rooms = new RoomCache(this.#disk);
  readonly #unsent = new OutboxStorage();
  #owner: Owner | undefined;
  #isOver = false;

  /** What was known when the last tab of this person ended. What is somebody else's is not for them. */
  async recall(person: string | undefined): Promise<State> {
    const all = await entries<string, unknown>(this.#disk).catch(roomsUnkept);
    try {
      return this.#known(person, all);
    } catch {
      // Another version wrote it.
      this.#write(() => clear(this.#disk));
      return emptyState;
    }
  }

  /** Writes what changes from now on. */
  keep(store: Store<State>): void {
    const keepRooms = (): void => this.#write(() => this.#keepRooms(store.get()));
    store.watch(
      ({ rooms }) => rooms,
      paced(() => roomsPace, keepRooms),
    );
    store.watch(
      ({ outbox }) => outbox,
      () => this.#isOver || this.#unsent.save(store.get()),
    );
    addEventListener('pagehide', keepRooms);
    watchLocal((name) => {
      if (name === null && !this.#isOver) this.#unsent.saveAgain(store.get());
    });
  }

  /** Nothing that this person wrote stays in the browser, nor comes back to it. */
  drop(person: string): void {
    this.#isOver = true;
    this.#unsent.forget(person);
  }

  /** Nor what this person saw. */
  async forget(person: string | undefined): Promise<void> {
    this.#isOver = true;
    if (person !== undefined) this.drop(person);
    await clear(this.#disk).catch(roomsUnkept);
  }

  #known(person: string | undefined, all: readonly [string, unknown][]): State {
    const owner = new Map(all).get(ownerKey) as Owner | undefined;
    if (owner?.origin.you.id === person) this.#owner = owner;
    if (this.#owner === undefined) this.#write(() => clear(this.#disk));
    if (person === undefined) return emptyState;
    const unsent = this.#unsent.recall(person);
    const origin = this.#owner?.origin ?? unsent.at(-1)?.origin;
    if (origin === undefined) return emptyState;
    const byName = RoomCache.among(all);
    const rooms = this.#owner?.order.flatMap((name) => byName.get(name) ?? []) ?? [];
    const outbox = unsent.map(({ pending }) => pending);
    const state = restored({ origin, rooms, outbox });
    this.#rooms.holds(state.rooms);
    this.#unsent.holds(outbox);
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
    if (!this.#isOver) work().catch(roomsUnkept);
  }
}

function roomsUnkept(error: unknown): [] {
  noteUnkept('rooms', error);
  return [];
}
