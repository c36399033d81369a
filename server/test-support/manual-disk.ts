import { within } from './waits.ts';
import type { Disk } from '../store/sqlite/disk.ts';

/** A disk that takes as long as the test says. */
export class ManualDisk implements Disk {
  #asked = Promise.withResolvers<void>();
  #done = (): void => {};

  readonly sync = (): Promise<void> => {
    this.#asked.resolve();
    return new Promise((resolve) => (this.#done = resolve));
  };

  readonly syncFolder = (): void => {};

  readonly warn = (sentence: string): never => {
    throw new Error(sentence);
  };

  readonly lost = (error: unknown): never => {
    throw error;
  };

  /** Resolves when it is asked to sync, or was. */
  asked(): Promise<void> {
    return within(this.#asked.promise, 'a sync');
  }

  /** What it was asked for is on disk. */
  done(): void {
    this.#asked = Promise.withResolvers();
    this.#done();
  }
}
