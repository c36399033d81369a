// Plain JavaScript: a thread that strips types first takes four times as long to start.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** @type {{ file: string }} */
const { file } = workerData;

/** Asked by any message, and answered by one; the files are open only meanwhile. */
parentPort?.on('message', () => {
  try {
    checkpoint();
  } finally {
    parentPort?.postMessage('over');
  }
});

/**
 * Moves the log into the database, and begins it anew: the first to write to a log that was moved
 * waits until its head is on disk, and that should not be whoever serves people meanwhile.
 * https://sqlite.org/pragma.html#pragma_wal_checkpoint
 */
function checkpoint() {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_checkpoint(PASSIVE)');
    writeOnePage(database);
  } catch {
    // A full disk: all commits are in the log as before, and the next one asks again.
  } finally {
    database.close();
  }
}

/**
 * Says again what is said already. A commit syncs the head of a log that it begins, and no more.
 * @param {DatabaseSync} database
 */
function writeOnePage(database) {
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  database.exec(`PRAGMA user_version = ${Number(version)}`);
}
