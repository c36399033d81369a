import { Store } from '../client/store.ts';

const key = 'drafts';

type Texts = Readonly<Record<string, string>>;

/** What was begun in each room and not sent; it is there when the browser comes back. */
export class Drafts {
  readonly store = new Store<Texts>(JSON.parse(localStorage.getItem(key) ?? '{}') as Texts);

  of(room: string): string {
    return this.store.get()[room] ?? '';
  }

  put(room: string, text: string): void {
    if (text === this.of(room)) return;
    const { [room]: _before, ...others } = this.store.get();
    this.store.set(text === '' ? others : { ...others, [room]: text });
    localStorage.setItem(key, JSON.stringify(this.store.get()));
  }

  forget(): void {
    this.store.set({});
    localStorage.removeItem(key);
  }
}
