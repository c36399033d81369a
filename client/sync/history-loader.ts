import { limits } from '../../protocol/limits.ts';
import type { Api } from '../transport/api.ts';
import type { Local } from '../state/reduce.ts';
import { currentRoom, type Room, type State } from '../state/state.ts';

/** Fetches pages of history, at most one at a time for each room. */
export class HistoryLoader {
  readonly #api: Pick<Api, 'history'>;
  readonly #dispatch: (event: Local) => void;
  readonly #loading = new Map<string, Promise<void>>();

  constructor(api: Pick<Api, 'history'>, dispatch: (event: Local) => void) {
    this.#api = api;
    this.#dispatch = dispatch;
  }

  /** Fetches a page if the current room holds less than one. */
  fill(state: State): void {
    const room = currentRoom(state);
    if (room === undefined || room.messages.length >= limits.page) return;
    // A failure is retried by scrolling, and by the next welcome.
    this.older(room).catch(() => {});
  }

  /** Fetches the previous page of a room. */
  async older(room: Room | undefined): Promise<void> {
    if (room === undefined || room.floor === 0) return;
    const { id } = room;
    const loading =
      this.#loading.get(id) ?? this.#load(room).finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    await loading;
  }

  async #load({ id, floor }: Room): Promise<void> {
    const before = floor + 1;
    const history = await this.#api.history(id, before);
    this.#dispatch({ type: 'history', history, before });
  }
}
