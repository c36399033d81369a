import { delMany, setMany, type UseStore } from 'idb-keyval';

interface Kind<Value> {
  /** What its keys on disk begin with. */
  prefix: string;
  /** What is written of a value. */
  pack: (value: Value) => unknown;
  /** Whether what is written of both is the same. */
  isSame: (a: Value, b: Value) => boolean;
}

/** Values by name, kept on disk; only what is another value is written. */
export class Shelf<Value> {
  readonly #disk: UseStore;
  readonly #kind: Kind<Value>;
  #held: ReadonlyMap<string, Value> = new Map();
  #turn: Promise<void> = Promise.resolve();

  constructor(disk: UseStore, kind: Kind<Value>) {
    this.#disk = disk;
    this.#kind = kind;
  }

  /** What stands on this shelf, among all that was read. */
  packed(all: readonly [string, unknown][]): unknown[] {
    return all.filter(([key]) => key.startsWith(this.#kind.prefix)).map(([, value]) => value);
  }

  /** These values are on disk as they are. */
  holds(values: ReadonlyMap<string, Value>): void {
    this.#held = values;
  }

  /** One after the other. Rejects where nothing could be written: the next time writes it then. */
  save(values: ReadonlyMap<string, Value>): Promise<void> {
    const write = (): Promise<void> => this.#write(values);
    // A browser that has dropped the database may have it again at the second try.
    const saved = this.#turn.then(() => write().catch(write));
    this.#turn = saved.catch(() => {});
    return saved;
  }

  async #write(values: ReadonlyMap<string, Value>): Promise<void> {
    const { prefix, pack } = this.#kind;
    const entries = [...values]
      .filter(([name, value]) => !this.#isHeld(name, value))
      .map(([name, value]): [string, unknown] => [prefix + name, pack(value)]);
    const gone = [...this.#held.keys()].filter((name) => !values.has(name));
    const keys = gone.map((name) => prefix + name);
    if (entries.length > 0) await setMany(entries, this.#disk);
    if (keys.length > 0) await delMany(keys, this.#disk);
    this.#held = values;
  }

  #isHeld(name: string, value: Value): boolean {
    const held = this.#held.get(name);
    return held !== undefined && this.#kind.isSame(held, value);
  }
}
