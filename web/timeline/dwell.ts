import type { Clock } from '../../client/clock.ts';

/** How long something is looked at until it counts as read, in milliseconds. */
const moment = 500;

/** Notices what was in view for a moment, and not only scrolled past. */
export class Dwell {
  readonly #clock: Clock;
  readonly #unread: () => number | undefined;
  readonly #seen: (place: number) => void;
  #stop: (() => void) | undefined;

  /**
   * `unread` gives the place of the last message in view that is not read yet, or undefined where
   * there is none or nobody looks. `seen` is told up to which place all was in view for a moment.
   */
  constructor(clock: Clock, unread: () => number | undefined, seen: (place: number) => void) {
    this.#clock = clock;
    this.#unread = unread;
    this.#seen = seen;
  }

  /** Something may have come into view. */
  look(): void {
    if (this.#stop !== undefined) return;
    const place = this.#unread();
    if (place !== undefined) this.#stop = this.#clock.after(moment, () => this.#passed(place));
  }

  /** Nobody looks any more, or at something else. */
  leave(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #passed(place: number): void {
    this.#stop = undefined;
    const now = this.#unread();
    if (now !== undefined) this.#seen(Math.min(place, now));
    this.look();
  }
}
