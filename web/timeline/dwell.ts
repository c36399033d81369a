import type { Clock } from '../../client/runtime/clock.ts';

/** Milliseconds in view until a message counts as read. */
const dwellTime = 500;

/** Detects messages that stayed in view for `dwellTime`, and were not only scrolled past. */
export class Dwell {
  readonly #clock: Clock;
  readonly #unread: () => number | undefined;
  readonly #seen: (seq: number) => void;
  #cancel: (() => void) | undefined;

  /**
   * `unread` returns the `seq` of the last unread message in view, or undefined if there is none or
   * the page is not watched. `seen` is called with the `seq` up to which everything counts as read.
   */
  constructor(clock: Clock, unread: () => number | undefined, seen: (seq: number) => void) {
    this.#clock = clock;
    this.#unread = unread;
    this.#seen = seen;
  }

  /** Call when something may have come into view. */
  update(): void {
    if (this.#cancel !== undefined) return;
    const seq = this.#unread();
    if (seq !== undefined) this.#cancel = this.#clock.after(dwellTime, () => this.#elapsed(seq));
  }

  /** Call when nobody looks at the room any more. */
  reset(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #elapsed(seq: number): void {
    this.#cancel = undefined;
    const now = this.#unread();
    if (now !== undefined) this.#seen(Math.min(seq, now));
    this.update();
  }
}
