import type { Clock } from '../runtime/clock.ts';
import type { Subscriber } from './subscriber.ts';

const stuckAfter = 10_000;

/** Waits for clients that do not keep up, and cuts those that take nothing any more. */
export class Backpressure {
  readonly #clock: Clock;
  /** Each with what calls off watching it. */
  readonly #waiting = new Map<Subscriber, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls once when the listener has taken all that waits for it. */
  whenDrained(listener: Subscriber, call: () => void): void {
    if (this.#waiting.has(listener)) return;
    this.#watch(listener, listener.sink.unsentBytes);
    listener.sink.onceDrained(() => {
      this.forget(listener);
      call();
    });
  }

  forget(listener: Subscriber): void {
    this.#waiting.get(listener)?.();
    this.#waiting.delete(listener);
  }

  #watch(listener: Subscriber, before: number): void {
    const cancel = this.#clock.after(stuckAfter, () => {
      const { sink } = listener;
      if (sink.unsentBytes >= before) sink.cut();
      else this.#watch(listener, sink.unsentBytes);
    });
    this.#waiting.set(listener, cancel);
  }
}
