import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

export interface Disk {
  /** Resolves when everything written to a file is on disk. */
  sync: (file: number) => Promise<void>;
  /** Syncs the entries of a folder to disk. */
  syncFolder: (folder: string) => void;
  /**
   * A sync has failed. The state on disk is unknown, and a retry would not reveal it: the process must
   * end. https://wiki.postgresql.org/wiki/Fsync_Errors
   */
  lost: (error: unknown) => never;
  /** Logs a warning for the operator, one sentence. */
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

/** Error codes of systems that cannot sync folders, such as Windows. They are ignored. */
const unsupported = ['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM'];

function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!unsupported.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
