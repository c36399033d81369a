import { setImmediate as next } from 'node:timers/promises';

/** Milliseconds of work after which whatever else there is to do gets its turn. */
const long = 5;

/** A turn of the event loop, for work in many small steps that may take longer than one. */
export class Turn {
  #began = performance.now();

  get isLong(): boolean {
    return performance.now() - this.#began > long;
  }

  /** Resolves in the next turn. */
  async end(): Promise<void> {
    await next();
    this.#began = performance.now();
  }
}
