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
  /** Whoever has it locked owns the data. Other accounts cannot even open it. */
  lock: string;
  /** The folders in which something was made, or may be: the innermost first. */
  changed: string[];
}

/**
 * Makes the folder of the data and the files in it where they are missing, and sees that they are
 * this user's alone: the names of people, what they say, and who may take the lock.
 * @throws StoreError when the folder or a file in it cannot be written to.
 */
export function prepareFolder(folder: string): DataFolder {
  const made = makeFolder(folder);
  const files = names.map((name) => join(folder, name));
  files.forEach(expectWritable);
  const [database, lock] = [join(folder, databaseName), join(folder, lockName)];
  // SQLite gives the files beside it the rights of the database.
  [database, lock].forEach(makeFile);
  files.forEach(keepPrivate);
  if (readdirSync(folder).every((name) => names.includes(name))) keepPrivate(folder);
  return { database, lock, changed: changedFolders(folder, made) };
}

/** Returns the first folder that had to be made on the way to this one, if any. */
function makeFolder(folder: string): string | undefined {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return made;
  } catch {
    throw new StoreError(`The data folder ${folder} cannot be written to.`);
  }
}

/** SQLite would open a file that may only be read, and fail at the first change. */
function expectWritable(file: string): void {
  try {
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch {
    throw new StoreError(`The file ${file} cannot be written to.`);
  }
}

/** One that exists is not opened: closing it would give up the locks of whoever has it open here. */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new StoreError(`The file ${file} cannot be written to.`, { cause: error });
  }
}

/** Takes from everybody else what rights they have, as far as that is up to this user. */
function keepPrivate(path: string): void {
  try {
    const { uid, mode } = statSync(path);
    if (uid === process.getuid?.() && (mode & 0o077) !== 0) chmodSync(path, mode & 0o700);
  } catch {
    // It is not there yet, or where it is there are no rights: it can be used all the same.
  }
}

function changedFolders(folder: string, made: string | undefined): string[] {
  const changed = [resolve(folder)];
  const outermost = made === undefined ? changed[0]! : dirname(resolve(made));
  while (changed[0] !== outermost) changed.unshift(dirname(changed[0]!));
  return changed.reverse();
}
