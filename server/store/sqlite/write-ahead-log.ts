import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Checkpoints } from './checkpoints.ts';
import type { Disk } from './disk.ts';

/** Length of the log (pages) from which it is checkpointed. */
const checkpointAbove = 1_000;

/** Growth of the log (pages) after which a failed checkpoint is retried. */
const retryGrowth = 250;

/** Syncs and checkpoints SQLite's write-ahead log off the event loop, so that no disk blocks it. */
export class WriteAheadLog {
  readonly #database: string;
  readonly #file: number;
  readonly #disk: Disk;
  readonly #lengths: StatementSync;
  readonly #checkpoints: Checkpoints;
  /** Length (pages) from which the next checkpoint is made; longer after a failed one. */
  #due = checkpointAbove;
  #syncing: Promise<void> | undefined;

  /** `database` must be open, so that its log exists. */
  constructor(
    database: string,
    writer: DatabaseSync,
    disk: Disk,
    checkpoints = new Checkpoints(database),
  ) {
    this.#database = database;
    this.#file = openSync(`${database}-wal`, 'r+');
    this.#disk = disk;
    this.#lengths = writer.prepare('PRAGMA wal_checkpoint(NOOP)');
    this.#checkpoints = checkpoints;
  }

  /** Whether a commit is being synced. Its changes must not be read until then. */
  get isSyncing(): boolean {
    return this.#syncing !== undefined;
  }

  /**
   * Runs `read` as soon as everything committed is on disk: after the current sync, and before a
   * caller of `synced` can commit the next transaction.
   */
  read<Result>(read: () => Result): Promise<Result> {
    return (this.#syncing ?? Promise.resolve()).then(read);
  }

  /** Resolves when everything committed is on disk, after the waiting reads. */
  async synced(): Promise<void> {
    while (this.#syncing !== undefined) await this.#syncing;
  }

  /** Starts a sync. Resolves when everything committed is on disk. */
  sync(): Promise<void> {
    const syncing = this.#disk.sync(this.#file).then(() => {
      this.#syncing = undefined;
    }, this.#disk.lost);
    this.#syncing = syncing;
    return syncing;
  }

  /**
   * Checkpoints a long log into the database, between two transactions. After a failure the log stays
   * valid and grows, and the checkpoint is retried when it is longer.
   */
  async checkpointIfLong(): Promise<void> {
    const { log, checkpointed } = this.#lengths.get() as { log: number; checkpointed: number };
    const length = log - checkpointed;
    if (length <= checkpointAbove / 2) return this.#checkpointed();
    this.#checkpoints.prepare();
    if (length < this.#due) return;
    await this.synced();
    const fault = await this.#checkpoints.make();
    if (fault === undefined) this.#checkpointed();
    else this.#checkpointFailed(length, fault);
  }

  close(): void {
    closeSync(this.#file);
    this.#checkpoints.close();
  }

  #checkpointed(): void {
    if (this.#due > checkpointAbove)
      this.#disk.warn(`The write-ahead log of ${this.#database} is checkpointed again.`);
    this.#due = checkpointAbove;
  }

  #checkpointFailed(length: number, fault: string): void {
    if (this.#due === checkpointAbove) {
      this.#disk.warn(
        `The write-ahead log of ${this.#database} cannot be checkpointed: ${fault}; it grows until it can.`,
      );
    }
    this.#due = length + retryGrowth;
  }
}
