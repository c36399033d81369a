/** Counters of a run, by name, in the order of the table. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string, count = 1): void {
    this.#counts.set(what, this.of(what) + count);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  rows(): [string, number][] {
    return [...this.#counts];
  }
}
