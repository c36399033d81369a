import { clear, createStore, entries, set } from 'idb-keyval';
import { keptRoom, originOf, restored, type KeptRoom, type Origin } from '../client/snapshot.ts';
import { nothing, type Pending, type Room, type State } from '../client/state.ts';
import type { Store } from '../client/store.ts';
import { paced } from './pace.ts';
import { Shelf } from './shelf.ts';

/** How often rooms are written at most, in milliseconds. */
const roomsPace = 1_000;

/** Whose all the rest is, and the names of their rooms in the order of the sidebar. */
interface Owner {
  origin: Origin;
  order: readonly string[];
}

const ownerKey = 'owner';

/** Who is there and who is writing is not kept. */
const roomKind = {
  prefix: 'room/',
  pack: keptRoom,
  isSame: (a: Room, b: Room) =>
    a.rev === b.rev && a.read === b.read && a.floor === b.floor && a.unread === b.unread,
};

const unsentKind = {
  prefix: 'unsent/',
  pack: (pending: Pending) => pending,
  isSame: Object.is,
};

/**
 * What this browser keeps of a chat: its rooms, and what was written and not sent, whichever tab
 * wrote it. Two tabs may send the same: its id makes that once. Where a browser keeps nothing, the
 * page works for as long as it is open.
 */
export class Memory {
  readonly #disk = createStore('causette', 'kept');
  readonly #rooms = new Shelf<Room>(this.#disk, roomKind);
  readonly #unsent = new Shelf<Pending>(this.#disk, unsentKind);
  readonly #otherTabs = new BroadcastChannel('forgotten');
  #owner: Owner | undefined;
  #isOver = false;

  /** What was known when the last tab of this person ended. */
  async recall(): Promise<State> {
    const all = await entries<string, unknown>(this.#disk).catch(() => []);
    const owner = new Map(all).get(ownerKey) as Owner | undefined;
    if (owner === undefined) {
      // What has no owner was written for somebody else.
      this.#write(() => clear(this.#disk));
      return nothing;
    }
    const byName = new Map(
      (this.#rooms.packed(all) as KeptRoom[]).map((room) => [room.name, room]),
    );
    const rooms = owner.order.flatMap((name) => byName.get(name) ?? []);
    const outbox = (this.#unsent.packed(all) as Pending[]).toSorted((a, b) => a.at - b.at);
    const state = restored({ origin: owner.origin, rooms, outbox });
    this.#owner = owner;
    this.#rooms.holds(state.rooms);
    this.#unsent.holds(byId(outbox));
    return state;
  }

  /** Writes what changes from now on: what waits to be sent at once, rooms at leisure. */
  keep(store: Store<State>): void {
    const keepRooms = (): void => this.#write(() => this.#keepRooms(store.get()));
    store.watch(({ rooms }) => rooms, paced(roomsPace, keepRooms));
    store.watch(
      ({ outbox }) => outbox,
      (outbox) => this.#write(() => this.#unsent.save(byId(outbox))),
    );
    addEventListener('pagehide', keepRooms);
    this.#otherTabs.addEventListener('message', () => this.#over());
  }

  /** Nothing that this person saw or wrote stays in the browser, nor comes back to it. */
  async forget(): Promise<void> {
    this.#isOver = true;
    await clear(this.#disk).catch(() => {});
    this.#otherTabs.postMessage('forgotten');
  }

  #over(): void {
    this.#isOver = true;
    location.reload();
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
    if (!this.#isOver) work().catch(() => {});
  }
}

function byId(outbox: readonly Pending[]): ReadonlyMap<string, Pending> {
  return new Map(outbox.map((pending) => [pending.change.id, pending]));
}
