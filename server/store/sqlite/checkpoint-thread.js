// Plain JavaScript: a thread that strips types first takes four times as long to start.
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** @type {{ file: string }} */
const { file } = workerData;
const url = pathToFileURL(file);
// A database that was moved away is missed, and not made anew.
url.searchParams.set('mode', 'rw');

/** Asked by any message, and answered by why not, or undefined; the files are open only meanwhile. */
parentPort?.on('message', () => {
  parentPort?.postMessage(faultOfCheckpoint());
});

/** @returns {string | undefined} All commits are in the log as before where there is a fault. */
function faultOfCheckpoint() {
  try {
    const database = new DatabaseSync(url);
    try {
      checkpoint(database);
    } finally {
      database.close();
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Moves the log into the database, and begins it anew: the first to write to a log that was moved
 * waits until its head is on disk, and that should not be whoever serves people meanwhile.
 * https://sqlite.org/pragma.html#pragma_wal_checkpoint
 * @param {DatabaseSync} database
 */
function checkpoint(database) {
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_checkpoint(PASSIVE)');
  writeOnePage(database);
}

/**
 * Says again what is said already. A commit syncs the head of a log that it begins, and no more.
 * @param {DatabaseSync} database
 */
function writeOnePage(database) {
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  database.exec(`PRAGMA user_version = ${Number(version)}`);
}
