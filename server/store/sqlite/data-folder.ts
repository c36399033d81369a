import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StoreError } from '../database.ts';

const [databaseName, lockName] = ['causette.db', 'owner.lock'];
const names = [
  databaseName,
  `${databaseName}-wal`,
  `${databaseName}-shm`,
  lockName,
  `${lockName}-journal`,
];

export interface DataFolder {
  database: string;
  /** The process that holds its lock owns the data. Other accounts cannot open it. */
  lock: string;
  /** Folders in which files may have been created, innermost first. */
  changed: string[];
}

/**
 * Creates the data folder and the missing files in it, and makes them accessible to this user only:
 * they contain names and messages, and the lock.
 * @throws StoreError if the folder or a file in it cannot be written to.
 */
export function prepareFolder(folder: string): DataFolder {
  const made = makeFolder(folder);
  const files = names.map((name) => join(folder, name));
  files.forEach(expectWritable);
  const [database, lock] = [join(folder, databaseName), join(folder, lockName)];
  // SQLite gives the log files the permissions of the database.
  [database, lock].forEach(makeFile);
  files.forEach(keepPrivate);
  if (readdirSync(folder).every((name) => names.includes(name))) keepPrivate(folder);
  return { database, lock, changed: changedFolders(folder, made) };
}

/** Returns the outermost folder that was created, if any. */
function makeFolder(folder: string): string | undefined {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return made;
  } catch {
    throw new StoreError(`The data folder ${folder} cannot be written to.`);
  }
}

/** SQLite would open a read-only file and fail at the first write. */
function expectWritable(file: string): void {
  try {
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch {
    throw new StoreError(`The file ${file} cannot be written to.`);
  }
}

/**
 * Creates a missing file. An existing one is not opened: closing it would release its POSIX locks.
 */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new StoreError(`The file ${file} cannot be written to.`, { cause: error });
  }
}

/** Removes the permissions of other accounts, if this user owns the path. */
function keepPrivate(path: string): void {
  try {
    const { uid, mode } = statSync(path);
    if (uid === process.getuid?.() && (mode & 0o077) !== 0) chmodSync(path, mode & 0o700);
  } catch {
    // The file is missing, or the file system has no permissions: it can be used anyway.
  }
}

function changedFolders(folder: string, made: string | undefined): string[] {
  const changed = [resolve(folder)];
  const outermost = made === undefined ? changed[0]! : dirname(resolve(made));
  while (changed[0] !== outermost) changed.unshift(dirname(changed[0]!));
  return changed.reverse();
}
