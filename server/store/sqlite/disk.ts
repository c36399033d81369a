import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

export interface Disk {
  /** Resolves when all that was written to a file is on disk. */
  sync: (file: number) => Promise<void>;
  /** Puts on disk which files there are in a folder. */
  syncFolder: (folder: string) => void;
  /**
   * A sync has failed. Nobody knows what is on disk, and to try again tells nothing: only a new
   * start can find out. https://wiki.postgresql.org/wiki/Fsync_Errors
   */
  lost: (error: unknown) => never;
  /** Tells the operator what should be looked at, in a sentence. */
  warn: (sentence: string) => void;
}

export const realDisk: Disk = {
  sync: promisify(fdatasync),
  syncFolder,
  lost: (error) => {
    throw error;
  },
  warn: console.warn,
};

/** Where folders cannot be opened or synced, as on Windows: there is no other way to do it. */
const impossible = ['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM'];

function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!impossible.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
