import { once } from 'node:events';
import { closeSync, fdatasync, openSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';

/** Pages in the log from which on they are moved into the database. */
const long = 1_000;
const thread = new URL('./checkpoint-thread.js', import.meta.url);

export interface Disk {
  /** Resolves when all that was written to a file is on disk. */
  sync: (file: number) => Promise<void>;
  /**
   * A sync has failed. Nobody knows what is on disk, and to try again tells nothing: only a new
   * start can find out. https://wiki.postgresql.org/wiki/Fsync_Errors
   */
  lost: (error: unknown) => never;
}

export const realDisk: Disk = {
  sync: promisify(fdatasync),
  lost: (error) => {
    throw error;
  },
};

/** What must not be held up by a slow disk is done beside the event loop: syncs and checkpoints. */
export class WriteAheadLog {
  readonly #database: string;
  readonly #file: number;
  readonly #disk: Disk;
  readonly #lengths: StatementSync;
  #thread: Worker | undefined;
  #syncing: Promise<void> | undefined;

  /** The log of a database that is open: it exists as long as that. */
  constructor(database: string, writer: DatabaseSync, disk: Disk) {
    this.#database = database;
    this.#file = openSync(`${database}-wal`, 'r+');
    this.#disk = disk;
    this.#lengths = writer.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  /** Whether a commit is on its way to the disk: until it is there nobody may read what it changed. */
  get isSyncing(): boolean {
    return this.#syncing !== undefined;
  }

  async synced(): Promise<void> {
    while (this.#syncing !== undefined) await this.#syncing;
  }

  /** Resolves when all that was committed is on disk. */
  async sync(): Promise<void> {
    this.#syncing = this.#disk.sync(this.#file).catch(this.#disk.lost);
    await this.#syncing;
    this.#syncing = undefined;
  }

  /** Between two transactions: moves a long log into the database, so that it begins anew. */
  async shorten(): Promise<void> {
    const { log, checkpointed } = this.#lengths.get() as { log: number; checkpointed: number };
    const length = log - checkpointed;
    if (length <= long / 2) return;
    // Nobody waits for it to start: by the time it is needed it is there.
    const worker = (this.#thread ??= this.#start());
    if (length < long) return;
    await this.synced();
    worker.ref();
    worker.postMessage('checkpoint');
    await once(worker, 'message');
    worker.unref();
  }

  #start(): Worker {
    const worker = new Worker(thread, { workerData: { file: this.#database } });
    worker.unref();
    return worker;
  }

  close(): void {
    closeSync(this.#file);
    void this.#thread?.terminate();
  }
}
