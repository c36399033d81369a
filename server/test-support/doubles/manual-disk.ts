import { within } from '../waits.ts';
import type { Disk } from '../../store/sqlite/disk.ts';

/** A disk whose syncs the test completes by hand. */
export class ManualDisk implements Disk {
  #requested = Promise.withResolvers<void>();
  #complete = (): void => {};

  readonly sync = (): Promise<void> => {
    this.#requested.resolve();
    return new Promise((resolve) => (this.#complete = resolve));
  };

  readonly syncFolder = (): void => {};

  readonly warn = (sentence: string): never => {
    throw new Error(sentence);
  };

  readonly lost = (error: unknown): never => {
    throw error;
  };

  /** Resolves when a sync has been requested. */
  syncRequested(): Promise<void> {
    return within(this.#requested.promise, 'a sync');
  }

  /** Completes the sync. */
  complete(): void {
    this.#requested = Promise.withResolvers();
    this.#complete();
  }
}
