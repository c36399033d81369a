// Plain JavaScript: a worker that strips types first takes four times as long to start.
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** @type {{ file: string }} */
const { file } = workerData;
const url = pathToFileURL(file);
// A missing database is an error, and is not created again.
url.searchParams.set('mode', 'rw');

/** Any message requests a checkpoint. The answer is the reason of a failure, or undefined. */
parentPort?.on('message', () => {
  parentPort?.postMessage(faultOfCheckpoint());
});

/** @returns {string | undefined} The reason of a failure, after which the log is unchanged. */
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
 * Checkpoints the log and restarts it: the first write to a checkpointed log waits until its header
 * is on disk, which should not block the thread that serves clients.
 * https://sqlite.org/pragma.html#pragma_wal_checkpoint
 * @param {DatabaseSync} database
 */
function checkpoint(database) {
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_checkpoint(PASSIVE)');
  writeOnePage(database);
}

/**
 * Writes an unchanged value. The commit syncs the header of the restarted log and nothing else.
 * @param {DatabaseSync} database
 */
function writeOnePage(database) {
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  database.exec(`PRAGMA user_version = ${Number(version)}`);
}
