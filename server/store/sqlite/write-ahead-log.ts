import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Checkpoints } from './checkpoints.ts';
import type { Disk } from './disk.ts';

/** Pages in the log from which on they are moved into the database. */
const long = 1_000;

/** Pages by which it has to grow before that is tried again where it failed. */
const patience = 250;

/** What must not be held up by a slow disk is done beside the event loop: syncs and checkpoints. */
export class WriteAheadLog {
  readonly #database: string;
  readonly #file: number;
  readonly #disk: Disk;
  readonly #lengths: StatementSync;
  readonly #checkpoints: Checkpoints;
  /** Pages from which on it is shortened; more than usual where that has just failed. */
  #due = long;
  #syncing: Promise<void> | undefined;

  /** The log of a database that is open: it exists as long as that. */
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

  /** Whether a commit is on its way to the disk: until it is there nobody may read what it changed. */
  get isSyncing(): boolean {
    return this.#syncing !== undefined;
  }

  /**
   * Looks into the database as soon as all that is seen there is on disk: together with all others
   * who wait for the same sync, and before anybody who waits with `synced` commits what comes next.
   */
  look<Result>(look: () => Result): Promise<Result> {
    return (this.#syncing ?? Promise.resolve()).then(look);
  }

  /** Resolves when all that was committed is on disk, after whoever waited to look. */
  async synced(): Promise<void> {
    while (this.#syncing !== undefined) await this.#syncing;
  }

  /** Resolves when all that was committed is on disk. */
  sync(): Promise<void> {
    const syncing = this.#disk.sync(this.#file).then(() => {
      this.#syncing = undefined;
    }, this.#disk.lost);
    this.#syncing = syncing;
    return syncing;
  }

  /**
   * Between two transactions: moves a long log into the database, so that it begins anew. Where
   * that fails, nothing is lost: the log goes on, and it is tried again when it has grown.
   */
  async shorten(): Promise<void> {
    const { log, checkpointed } = this.#lengths.get() as { log: number; checkpointed: number };
    const length = log - checkpointed;
    if (length <= long / 2) return this.#isShort();
    this.#checkpoints.prepare();
    if (length < this.#due) return;
    await this.synced();
    const fault = await this.#checkpoints.make();
    if (fault === undefined) this.#isShort();
    else this.#staysLong(length, fault);
  }

  close(): void {
    closeSync(this.#file);
    this.#checkpoints.close();
  }

  #isShort(): void {
    if (this.#due > long) this.#disk.warn(`The log beside ${this.#database} is short again.`);
    this.#due = long;
  }

  #staysLong(length: number, fault: string): void {
    if (this.#due === long) {
      this.#disk.warn(
        `The log beside ${this.#database} cannot be moved into it: ${fault}; it grows until it can.`,
      );
    }
    this.#due = length + patience;
  }
}
