/** Milliseconds of uninterrupted work after which other tasks must get a turn. */
const long = 2;

/** Tasks that wait for a turn. One of them is resumed in each turn until none is left. */
const waiting: (() => void)[] = [];

/** Measures how long a task of many small steps has held the event loop, so that it can yield. */
export class TimeSlice {
  #began = performance.now();

  get isLong(): boolean {
    return performance.now() - this.#began > long;
  }

  /** Yields: resolves in a later turn of the event loop, where a new slice begins. */
  async end(): Promise<void> {
    await nextTurn();
    this.#began = performance.now();
  }
}

/**
 * Resolves in a later turn of the event loop. Callers are served first come, first served, one per
 * turn: long tasks take turns, and input is read in between.
 */
export function nextTurn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (waiting.push(resolve) === 1) setImmediate(resumeOne);
  return promise;
}

function resumeOne(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(resumeOne);
}
