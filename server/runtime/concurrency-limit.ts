/** Limits how many things run at once for each key, such as an address or a person. */
export class ConcurrencyLimit {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  /** `most` 0 means unlimited. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Takes a slot. Returns the function that releases it (idempotent), or undefined if none is
   * free.
   */
  take(key: string): (() => void) | undefined {
    const taken = this.#taken.get(key) ?? 0;
    if (this.#most > 0 && taken >= this.#most) return undefined;
    this.#taken.set(key, taken + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#release(key);
      isTaken = false;
    };
  }

  #release(key: string): void {
    const left = this.#taken.get(key)! - 1;
    if (left === 0) this.#taken.delete(key);
    else this.#taken.set(key, left);
  }
}
