import type { Clock } from '../../runtime/clock.ts';

export const startTime = Date.UTC(2026, 0, 1);

/** A clock that tests move by hand. Its timers are not affected by `set`. */
export class ManualClock implements Clock {
  #now = startTime;
  #setBy = 0;
  readonly #timers = new Set<{ at: number; call: () => void; every?: number }>();

  now(): number {
    return this.#now + this.#setBy;
  }

  after(milliseconds: number, call: () => void): () => void {
    return this.#add({ at: this.#now + milliseconds, call });
  }

  every(milliseconds: number, call: () => void): () => void {
    return this.#add({ at: this.#now + milliseconds, call, every: milliseconds });
  }

  /** Number of pending timers. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass and runs due timers in order. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [due] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (due === undefined) break;
      this.#now = due.at;
      if (due.every === undefined) this.#timers.delete(due);
      else due.at += due.every;
      due.call();
    }
    this.#now = end;
  }

  /** Sets the clock forward or back without time passing. */
  set(milliseconds: number): void {
    this.#setBy += milliseconds;
  }

  #add(timer: { at: number; call: () => void; every?: number }): () => void {
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }
}
