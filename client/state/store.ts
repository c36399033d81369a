/** Holds one value; tells whoever watches a slice of it when that slice is another. */
export class Store<State> {
  #state: State;
  readonly #watchers = new Set<() => void>();

  constructor(state: State) {
    this.#state = state;
  }

  get(): State {
    return this.#state;
  }

  set(state: State): void {
    this.#state = state;
    for (const tell of this.#watchers) tell();
  }

  /**
   * Calls `show` with the slice now, and again whenever it is no longer the same value.
   * `select` picks what the state holds; one that builds a new object shows at every change.
   */
  watch<Slice>(
    select: (state: State) => Slice,
    show: (slice: Slice) => void,
    signal?: AbortSignal,
  ): void {
    let slice = select(this.#state);
    const tell = (): void => {
      const next = select(this.#state);
      if (Object.is(next, slice)) return;
      slice = next;
      show(next);
    };
    this.#watchers.add(tell);
    signal?.addEventListener('abort', () => this.#watchers.delete(tell));
    show(slice);
  }
}
