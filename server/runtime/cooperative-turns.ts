/** Milliseconds of work after which whatever else there is to do gets its turn. */
const long = 2;

/** Those who wait for a turn of their own; somebody gets one as long as somebody waits. */
const waiting: (() => void)[] = [];

/** A turn of the event loop, for work in many small steps that may take longer than one. */
export class TimeSlice {
  #began = performance.now();

  get isLong(): boolean {
    return performance.now() - this.#began > long;
  }

  /** Resolves in a later turn. */
  async end(): Promise<void> {
    await nextTurn();
    this.#began = performance.now();
  }
}

/**
 * Resolves in a later turn of the event loop, in the order of asking and for nobody else in the
 * same turn: works that take long go on by turns, and what comes in is read in between.
 */
export function nextTurn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (waiting.push(resolve) === 1) setImmediate(letOneGoOn);
  return promise;
}

function letOneGoOn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(letOneGoOn);
}
