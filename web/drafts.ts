import { Store } from '../client/store.ts';
import { forgetLocal, localEntries } from './local.ts';

/** One entry for each room: tabs write side by side. */
const prefix = 'draft/';

type Texts = ReadonlyMap<string, string>;

/** What was begun in each room and not sent, in whichever tab; it is there when the browser comes back. */
export class Drafts {
  readonly store = new Store<Texts>(kept());

  constructor() {
    addEventListener('storage', ({ key }) => {
      if (key === null || key.startsWith(prefix)) this.store.set(kept());
    });
  }

  of(room: string): string {
    return this.store.get().get(room) ?? '';
  }

  put(room: string, text: string): void {
    if (text === this.of(room)) return;
    if (text === '') localStorage.removeItem(prefix + room);
    else localStorage.setItem(prefix + room, text);
    this.store.set(kept());
  }

  forget(): void {
    forgetLocal(prefix);
    this.store.set(new Map());
  }
}

function kept(): Texts {
  return new Map(localEntries(prefix));
}
