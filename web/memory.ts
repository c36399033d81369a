import { clear, createStore, entries, set } from 'idb-keyval';
import { originOf, restored, type Origin } from '../client/snapshot.ts';
import { nothing, type State } from '../client/state.ts';
import type { Store } from '../client/store.ts';
import { KeptRooms } from './kept-rooms.ts';
import { paced } from './pace.ts';
import { Unsent } from './unsent.ts';

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
export class Memory {
  readonly #disk = createStore('causette', 'kept');
  readonly #rooms = new KeptRooms(this.#disk);
  readonly #unsent = new Unsent();
  readonly #otherTabs = new BroadcastChannel('forgotten');
  #owner: Owner | undefined;
  #isOver = false;

  /** What was known when the last tab of this person ended. */
  async recall(): Promise<State> {
    const all = await entries<string, unknown>(this.#disk).catch(() => []);
    this.#owner = new Map(all).get(ownerKey) as Owner | undefined;
    // What has no owner was written for somebody else.
    if (this.#owner === undefined) this.#write(() => clear(this.#disk));
    const unsent = this.#unsent.recall();
    const origin = this.#owner?.origin ?? unsent.at(-1)?.origin;
    if (origin === undefined) return nothing;
    const byName = KeptRooms.among(all);
    const rooms = this.#owner?.order.flatMap((name) => byName.get(name) ?? []) ?? [];
    const outbox = unsent
      .filter((kept) => kept.origin.you.id === origin.you.id)
      .map(({ pending }) => pending);
    const state = restored({ origin, rooms, outbox });
    this.#rooms.holds(state.rooms);
    this.#unsent.holds(outbox);
    return state;
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
      () => this.#keepUnsent(store.get()),
    );
    addEventListener('pagehide', keepRooms);
    this.#otherTabs.addEventListener('message', () => this.#over());
  }

  /** Nothing that this person saw or wrote stays in the browser, nor comes back to it. */
  async forget(): Promise<void> {
    this.#isOver = true;
    this.#unsent.forget();
    await clear(this.#disk).catch(() => {});
    this.#otherTabs.postMessage('forgotten');
  }

  #over(): void {
    this.#isOver = true;
    location.reload();
  }

  #keepUnsent(state: State): void {
    if (this.#isOver) return;
    try {
      this.#unsent.save(state);
    } catch {
      // Full, or forbidden: it is sent for as long as the page is open.
    }
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
