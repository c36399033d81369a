import { replaceGlobal, type Cleanup } from './globals.ts';

/** A fake `localStorage` with a quota, and the `storage` event of other tabs. */
export class TestingStorage {
  readonly kept = new Map<string, string>();
  /** Quota in characters. */
  space = Infinity;
  /** Site data is blocked: accessing the storage throws. */
  isBlocked = false;
  readonly #listeners: StorageListener[] = [];

  /** Replaces the storage of the browser until the test ends. */
  static of(t: Cleanup): TestingStorage {
    const storage = new TestingStorage();
    const replaced = {
      localStorage: { get: () => storage.#open() },
      addEventListener: {
        value: (...[type, listener]: ListenArguments) => storage.#listen(type, listener),
      },
    };
    for (const [name, descriptor] of Object.entries(replaced)) replaceGlobal(t, name, descriptor);
    return storage;
  }

  /** Another tab writes or removes an entry; a `key` of null clears all. */
  writtenElsewhere(key: string | null, newValue: string | null): void {
    if (key === null) this.kept.clear();
    else if (newValue === null) this.kept.delete(key);
    else this.kept.set(key, newValue);
    for (const notify of this.#listeners) notify({ key, newValue });
  }

  #listen(type: string, listener: (event: never) => void): void {
    if (type === 'storage') this.#listeners.push(listener as StorageListener);
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

type StorageListener = (event: { key: string | null; newValue: string | null }) => void;
type ListenArguments = [type: string, listener: (event: never) => void];
