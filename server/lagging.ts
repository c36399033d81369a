import type { Clock } from './clock.ts';
import type { Listener } from './hub.ts';

/** Bytes waiting above which a client gets no more live frames until it has caught up. */
export const lagsAbove = 256 * 1024;

/** Bytes waiting above which a client is cut; it resumes when it comes back. */
export const cutAbove = 1024 * 1024;

const stuckAfter = 10_000;

/** Waits for clients that do not keep up, and cuts those that take nothing any more. */
export class Lagging {
  readonly #clock: Clock;
  readonly #waiting = new Set<Listener>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls once when the listener has taken all that waits for it. */
  whenDrained(listener: Listener, call: () => void): void {
    if (this.#waiting.has(listener)) return;
    this.#waiting.add(listener);
    const cancel = this.#watch(listener, listener.outlet.waiting);
    listener.outlet.onceDrained(() => {
      cancel();
      this.#waiting.delete(listener);
      call();
    });
  }

  forget(listener: Listener): void {
    this.#waiting.delete(listener);
  }

  #watch(listener: Listener, before: number): () => void {
    let cancel = this.#clock.after(stuckAfter, () => {
      const { outlet } = listener;
      if (!this.#waiting.has(listener)) return;
      if (outlet.waiting >= before) outlet.cut();
      else cancel = this.#watch(listener, outlet.waiting);
    });
    return () => cancel();
  }
}
