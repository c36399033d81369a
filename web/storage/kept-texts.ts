import { keyPrefix } from './path-keys.ts';
import { reportStorageFailure } from './storage-failures.ts';

/**
 * Texts by name that outlive the page. When the storage fails, a text stays in memory and is written
 * as soon as the storage works again. No call throws.
 */
export class KeptTexts {
  readonly #disk: () => Storage;
  readonly #failed: (error: unknown) => void;
  readonly #prefix: string;
  /** Changes not written to storage yet; `undefined` is a removal. */
  readonly #unwritten = new Map<string, string | undefined>();

  /**
   * `disk` may throw, as browsers do when site data is blocked; each error is passed to `failed`.
   * `prefix` is put before every name in the storage.
   */
  constructor(disk: () => Storage, failed: (error: unknown) => void = () => {}, prefix = '') {
    this.#disk = disk;
    this.#failed = failed;
    this.#prefix = prefix;
  }

  get(name: string): string | undefined {
    if (this.#unwritten.has(name)) return this.#unwritten.get(name);
    return this.#try(() => this.#disk().getItem(this.#prefix + name)) ?? undefined;
  }

  set(name: string, text: string): void {
    this.#put(name, text);
  }

  remove(name: string): void {
    this.#put(name, undefined);
  }

  /** The name for a storage key; undefined when the key has another prefix. */
  nameOf(key: string): string | undefined {
    return key.startsWith(this.#prefix) ? key.slice(this.#prefix.length) : undefined;
  }

  /** All texts whose names begin with `prefix`, by the rest of the name. */
  under(prefix: string): [string, string][] {
    return [...new Set([...this.#written(), ...this.#unwritten.keys()])]
      .filter((name) => name.startsWith(prefix))
      .map((name): [string, string | undefined] => [name.slice(prefix.length), this.get(name)])
      .filter((entry): entry is [string, string] => entry[1] !== undefined);
  }

  /** Whether some text with this prefix exists in memory only and would be lost with the page. */
  isInMemory(prefix: string): boolean {
    return [...this.#unwritten].some(
      ([name, text]) => text !== undefined && name.startsWith(prefix),
    );
  }

  #put(name: string, text: string | undefined): void {
    this.#unwritten.set(name, text);
    // Removals first: they make room for what could not be written.
    const removalsFirst = [...this.#unwritten].sort(([, a], [, b]) => sizeOf(a) - sizeOf(b));
    for (const [each, unwritten] of removalsFirst) {
      if (this.#try(() => this.#write(each, unwritten)) === true) this.#unwritten.delete(each);
    }
  }

  #write(name: string, text: string | undefined): true {
    if (text === undefined) this.#disk().removeItem(this.#prefix + name);
    else this.#disk().setItem(this.#prefix + name, text);
    return true;
  }

  #written(): string[] {
    const all = this.#try(() => Object.keys(this.#disk())) ?? [];
    return all.flatMap((key) => this.nameOf(key) ?? []);
  }

  #try<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }
}

function sizeOf(text: string | undefined): number {
  return text === undefined ? -1 : text.length;
}

/** Shared by all tabs of this browser. */
export const local = new KeptTexts(
  () => localStorage,
  (error) => reportStorageFailure('texts', error),
  keyPrefix,
);
/** Of this tab only. */
export const tabStorage = new KeptTexts(() => sessionStorage, undefined, keyPrefix);

/** Calls when another tab writes or removes a text; a `name` of null means that all are gone. */
export function watchLocal(changed: (name: string | null, text: string | undefined) => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    const name = key === null ? null : local.nameOf(key);
    if (name !== undefined) changed(name, newValue ?? undefined);
  });
}
