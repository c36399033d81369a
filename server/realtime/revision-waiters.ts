import { nextTurn } from '../runtime/cooperative-turns.ts';

/** Waiters woken in one turn of the event loop: each may have a response to write. */
const batchSize = 20;

/** Requests that wait for the next revision of a room. */
export class RevisionWaiters {
  #waiters = new Set<() => void>();

  /** Resolves when there may be a new revision, or the signal aborts. */
  wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiters.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiters.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  /** Wakes all current waiters, a batch in each turn of the event loop. */
  async wake(): Promise<void> {
    const waiting = this.#waiters;
    this.#waiters = new Set();
    let woken = 0;
    for (const wake of waiting) {
      if (woken > 0 && woken % batchSize === 0) await nextTurn();
      woken += 1;
      wake();
    }
  }
}
