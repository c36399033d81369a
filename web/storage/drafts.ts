import { Store } from '../../client/state/store.ts';
import { local, watchLocal } from './kept-texts.ts';

/** One entry per person and room, so that tabs can write at the same time. */
export const draftPrefix = 'draft/';

type Texts = ReadonlyMap<string, string>;

/** The unsent text of each room, shared by all tabs and kept across restarts of the browser. */
export class Drafts {
  readonly store = new Store<Texts>(new Map());
  #owner: string | undefined;

  constructor() {
    watchLocal((name) => {
      if (name === null) this.#saveAgain();
      else if (this.#owner !== undefined && name.startsWith(this.#prefix)) this.#reload();
    });
  }

  /** Sets the owner by id. Drafts written before the person is known become theirs. */
  setOwner(id: string): void {
    const unowned = this.#owner === undefined ? this.store.get() : [];
    this.#owner = id;
    for (const [room, text] of unowned) local.set(this.#prefix + room, text);
    this.#reload();
  }

  of(room: string): string {
    return this.store.get().get(room) ?? '';
  }

  put(room: string, text: string): void {
    if (text === this.of(room)) return;
    if (this.#owner === undefined) {
      this.store.set(new Map(this.store.get()).set(room, text));
      return;
    }
    if (text === '') local.remove(this.#prefix + room);
    else local.set(this.#prefix + room, text);
    this.#reload();
  }

  forget(): void {
    for (const room of this.store.get().keys()) local.remove(this.#prefix + room);
    this.store.set(new Map());
  }

  get #prefix(): string {
    return `${draftPrefix}${this.#owner}/`;
  }

  #reload(): void {
    this.store.set(new Map(local.under(this.#prefix)));
  }

  /** Saves the drafts of this page again after somebody has cleared the storage. */
  #saveAgain(): void {
    if (this.#owner === undefined) return;
    for (const [room, text] of this.store.get()) local.set(this.#prefix + room, text);
  }
}
