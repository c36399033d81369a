import { replaceGlobal, type Ending } from './globals.ts';

/** What a browser has for its pages: `localStorage` with an end, and the event that tells of other tabs. */
export class TestingStorage {
  readonly kept = new Map<string, string>();
  /** Characters that it takes. */
  space = Infinity;
  /** Site data is blocked: already asking for the storage throws. */
  isBlocked = false;
  readonly #listeners: Tell[] = [];

  /** In place of the browser's until the test ends. */
  static of(t: Ending): TestingStorage {
    const storage = new TestingStorage();
    const replaced = {
      localStorage: { get: () => storage.#open() },
      addEventListener: {
        value: (...[type, listener]: Listening) => storage.#listen(type, listener),
      },
    };
    for (const [name, descriptor] of Object.entries(replaced)) replaceGlobal(t, name, descriptor);
    return storage;
  }

  /** Another tab has written, or taken away; `null` has emptied all. */
  writtenElsewhere(key: string | null, newValue: string | null): void {
    if (key === null) this.kept.clear();
    else if (newValue === null) this.kept.delete(key);
    else this.kept.set(key, newValue);
    for (const tell of this.#listeners) tell({ key, newValue });
  }

  #listen(type: string, listener: (event: never) => void): void {
    if (type === 'storage') this.#listeners.push(listener as Tell);
  }

  #open(): object {
    if (this.isBlocked) throw new DOMException('blocked', 'SecurityError');
    const { kept } = this;
    const methods = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => {
        const size = [...kept].reduce((sum, [, each]) => sum + each.length, text.length);
        if (size - (kept.get(key)?.length ?? 0) > this.space) {
          throw new DOMException('full', 'QuotaExceededError');
        }
        kept.set(key, text);
      },
      removeItem: (key: string) => void kept.delete(key),
    };
    return new Proxy(methods, {
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    });
  }
}

type Tell = (event: { key: string | null; newValue: string | null }) => void;
type Listening = [type: string, listener: (event: never) => void];
