import type { Clock } from '../runtime/clock.ts';
import type { Listener } from './hub.ts';

/** Bytes waiting above which a client gets no more live frames until it has caught up. */
export const lagsAbove = 256 * 1024;

/** Bytes waiting above which a client is cut; it resumes when it comes back. */
export const cutAbove = 1024 * 1024;

const stuckAfter = 10_000;

/** Waits for clients that do not keep up, and cuts those that take nothing any more. */
export class Lagging {
  readonly #clock: Clock;
  /** Each with what calls off watching it. */
  readonly #waiting = new Map<Listener, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls once when the listener has taken all that waits for it. */
  whenDrained(listener: Listener, call: () => void): void {
    if (this.#waiting.has(listener)) return;
    this.#watch(listener, listener.outlet.waiting);
    listener.outlet.onceDrained(() => {
      this.forget(listener);
      call();
    });
  }

  forget(listener: Listener): void {
    this.#waiting.get(listener)?.();
    this.#waiting.delete(listener);
  }

  #watch(listener: Listener, before: number): void {
    const cancel = this.#clock.after(stuckAfter, () => {
      const { outlet } = listener;
      if (outlet.waiting >= before) outlet.cut();
      else this.#watch(listener, outlet.waiting);
    });
    this.#waiting.set(listener, cancel);
  }
}
