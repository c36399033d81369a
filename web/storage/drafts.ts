import { Store } from '../../client/state/store.ts';
import { local, watchLocal } from './kept-texts.ts';

/** One entry for each room of a person: tabs write side by side. */
export const draftPrefix = 'draft/';

type Texts = ReadonlyMap<string, string>;

/** What somebody began in each room and did not send, in whichever tab; it is there when the browser comes back. */
export class Drafts {
  readonly store = new Store<Texts>(new Map());
  #owner: string | undefined;

  constructor() {
    watchLocal((name) => {
      if (name === null) this.#putBack();
      else if (this.#owner !== undefined && name.startsWith(this.#prefix)) this.#show();
    });
  }

  /** Whose they are from now on, by the person's id. What is begun before that is known goes along. */
  belong(id: string): void {
    const begun = this.#owner === undefined ? this.store.get() : [];
    this.#owner = id;
    for (const [room, text] of begun) local.set(this.#prefix + room, text);
    this.#show();
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
    this.#show();
  }

  forget(): void {
    for (const room of this.store.get().keys()) local.remove(this.#prefix + room);
    this.store.set(new Map());
  }

  get #prefix(): string {
    return `${draftPrefix}${this.#owner}/`;
  }

  #show(): void {
    this.store.set(new Map(local.under(this.#prefix)));
  }

  /** Somebody has emptied the browser's storage: what is begun here is still on the page. */
  #putBack(): void {
    if (this.#owner === undefined) return;
    for (const [room, text] of this.store.get()) local.set(this.#prefix + room, text);
  }
}
