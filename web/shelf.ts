import { delMany, setMany, type UseStore } from 'idb-keyval';

/** Values by name, kept on disk under a prefix; only what is another value is written. */
export class Shelf<Value> {
  readonly #disk: UseStore;
  readonly #prefix: string;
  readonly #pack: (value: Value) => unknown;
  #held: ReadonlyMap<string, Value> = new Map();

  constructor(disk: UseStore, prefix: string, pack: (value: Value) => unknown) {
    this.#disk = disk;
    this.#prefix = prefix;
    this.#pack = pack;
  }

  /** What stands on this shelf, among all that was read. */
  packed(all: readonly [string, unknown][]): unknown[] {
    return all.filter(([key]) => key.startsWith(this.#prefix)).map(([, value]) => value);
  }

  /** These values are on disk as they are. */
  holds(values: ReadonlyMap<string, Value>): void {
    this.#held = values;
  }

  /** Rejects where the browser keeps nothing. */
  async save(values: ReadonlyMap<string, Value>): Promise<void> {
    const before = this.#held;
    this.#held = values;
    const other = [...values].filter(([name, value]) => before.get(name) !== value);
    const gone = [...before.keys()].filter((name) => !values.has(name));
    if (other.length > 0)
      await setMany(
        other.map((each) => this.#entry(each)),
        this.#disk,
      );
    if (gone.length > 0)
      await delMany(
        gone.map((name) => this.#prefix + name),
        this.#disk,
      );
  }

  #entry([name, value]: [string, Value]): [string, unknown] {
    return [this.#prefix + name, this.#pack(value)];
  }
}
