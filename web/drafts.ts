import { Store } from '../client/store.ts';

const key = 'drafts';

type Texts = Readonly<Record<string, string>>;

/** What was begun in each room and not sent; it survives a reload. */
export class Drafts {
  readonly store = new Store<Texts>(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Texts);

  of(room: string): string {
    return this.store.get()[room] ?? '';
  }

  put(room: string, text: string): void {
    if (text === this.of(room)) return;
    this.store.set({ ...this.store.get(), [room]: text });
    sessionStorage.setItem(key, JSON.stringify(this.store.get()));
  }
}
