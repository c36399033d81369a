import type { Clock } from '../runtime/clock.ts';
import type { Subscriber } from './subscriber.ts';

/** Milliseconds without progress after which a client is cut off. */
const stuckAfter = 10_000;

/** Waits for slow clients to drain their buffers, and cuts off those that read nothing. */
export class Backpressure {
  readonly #clock: Clock;
  /** Slow clients, each with the function that cancels its timer. */
  readonly #waiting = new Map<Subscriber, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `call` once when the buffer of the subscriber is empty. Further calls until then are ignored. */
  whenDrained(subscriber: Subscriber, call: () => void): void {
    if (this.#waiting.has(subscriber)) return;
    this.#watch(subscriber, subscriber.sink.unsentBytes);
    subscriber.sink.onceDrained(() => {
      this.forget(subscriber);
      call();
    });
  }

  forget(subscriber: Subscriber): void {
    this.#waiting.get(subscriber)?.();
    this.#waiting.delete(subscriber);
  }

  #watch(subscriber: Subscriber, before: number): void {
    const cancel = this.#clock.after(stuckAfter, () => {
      const { sink } = subscriber;
      if (sink.unsentBytes >= before) sink.cut();
      else this.#watch(subscriber, sink.unsentBytes);
    });
    this.#waiting.set(subscriber, cancel);
  }
}
