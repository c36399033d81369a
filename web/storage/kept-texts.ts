import { here } from './path-keys.ts';
import { noteUnkept } from './storage-trouble.ts';

/**
 * Texts that outlive the page, by name. What the browser does not take is held in memory instead,
 * and written as soon as it takes anything again. No call throws.
 */
export class KeptTexts {
  readonly #disk: () => Storage;
  readonly #failed: (error: unknown) => void;
  readonly #prefix: string;
  /** What memory has and the disk has not; `undefined` is still to be taken away there. */
  readonly #unwritten = new Map<string, string | undefined>();

  /**
   * A browser may throw as soon as it is asked for its storage; each failure is told to `failed`.
   * `prefix`: what all names begin with there, and not here.
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

  /** The name behind a key of the storage; undefined where it belongs to somebody else. */
  nameOf(key: string): string | undefined {
    return key.startsWith(this.#prefix) ? key.slice(this.#prefix.length) : undefined;
  }

  /** Those whose names begin so, by the rest of the name. */
  under(prefix: string): [string, string][] {
    return [...new Set([...this.#written(), ...this.#unwritten.keys()])]
      .filter((name) => name.startsWith(prefix))
      .map((name): [string, string | undefined] => [name.slice(prefix.length), this.get(name)])
      .filter((entry): entry is [string, string] => entry[1] !== undefined);
  }

  /** Whether memory alone has a text whose name begins so: it is lost with the page. */
  isInMemory(prefix: string): boolean {
    return [...this.#unwritten].some(
      ([name, text]) => text !== undefined && name.startsWith(prefix),
    );
  }

  #put(name: string, text: string | undefined): void {
    this.#unwritten.set(name, text);
    // What goes away makes room for what could not be written.
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

/** For every tab of this browser. */
export const local = new KeptTexts(
  () => localStorage,
  (error) => noteUnkept('texts', error),
  here,
);
/** For this tab alone. */
export const ofTab = new KeptTexts(() => sessionStorage, undefined, here);

/** Another tab has written a text of this name, or taken it away; `null`: all of them are gone. */
export function watchLocal(tell: (name: string | null, text: string | undefined) => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    const name = key === null ? null : local.nameOf(key);
    if (name !== undefined) tell(name, newValue ?? undefined);
  });
}
