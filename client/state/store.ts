/** Holds one value; calls a watcher when its slice has changed. */
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
    for (const notify of this.#watchers) notify();
  }

  /**
   * Calls `show` with the slice now, and again whenever it is no longer the same value. `select`
   * must return a part of the state: a new object each time would show at every change.
   */
  watch<Slice>(
    select: (state: State) => Slice,
    show: (slice: Slice) => void,
    signal?: AbortSignal,
  ): void {
    let slice = select(this.#state);
    const notify = (): void => {
      const next = select(this.#state);
      if (Object.is(next, slice)) return;
      slice = next;
      show(next);
    };
    this.#watchers.add(notify);
    signal?.addEventListener('abort', () => this.#watchers.delete(notify));
    show(slice);
  }
}
