import { nextTurn } from '../runtime/cooperative-turns.ts';

/** Those who are woken in one turn of the event loop: each may have an answer to write. */
const atOnce = 20;

/** Those who wait for something to move on. */
export class RevisionWaiters {
  #all = new Set<() => void>();

  /** Resolves when it has moved on, or the signal aborts: a hint. */
  hint(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        this.#all.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.#all.add(go);
      signal.addEventListener('abort', go);
    });
  }

  /** Wakes all who wait now, a part in each turn of the event loop. */
  async wake(): Promise<void> {
    const waiting = this.#all;
    this.#all = new Set();
    let woken = 0;
    for (const go of waiting) {
      if (woken > 0 && woken % atOnce === 0) await nextTurn();
      woken += 1;
      go();
    }
  }
}
