import { limits } from '../../protocol/limits.ts';
import type { Api } from '../api.ts';
import type { Local } from '../state/reduce.ts';
import { currentRoom, type Room, type State } from '../state/state.ts';

/** Fetches pages of history, at most one at a time for each room. */
export class HistoryLoader {
  readonly #api: Pick<Api, 'history'>;
  readonly #happened: (event: Local) => void;
  readonly #loading = new Map<string, Promise<void>>();

  constructor(api: Pick<Api, 'history'>, happened: (event: Local) => void) {
    this.#api = api;
    this.#happened = happened;
  }

  /** Fetches what the room that is looked at lacks to fill a screen. */
  fill(state: State): void {
    const room = currentRoom(state);
    if (room === undefined || room.messages.length >= limits.page) return;
    // What fails here is tried again by scrolling, and by the next welcome.
    this.older(room).catch(() => {});
  }

  /** Fetches the page before what is held of a room. */
  async older(room: Room | undefined): Promise<void> {
    if (room === undefined || room.floor === 0) return;
    const { name } = room;
    const loading =
      this.#loading.get(name) ?? this.#load(room).finally(() => this.#loading.delete(name));
    this.#loading.set(name, loading);
    await loading;
  }

  async #load({ name, floor }: Room): Promise<void> {
    const before = floor + 1;
    const history = await this.#api.history(name, before);
    this.#happened({ type: 'history', history, before });
  }
}
