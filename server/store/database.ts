import type { MessageCache } from './caches/message-cache.ts';
import type { RoomRevisions } from './caches/room-revisions.ts';

export type Value = string | number | null | Uint8Array;

/** The verbs of SQL. They are asynchronous so that a database on another machine fits too. */
export interface Queries {
  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>;
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  /** How many rows it changed. */
  run(sql: string, ...values: Value[]): Promise<number>;
}

/** What changes are made with: all that is written by it is kept, or nothing is. */
export interface Transaction extends Queries {
  rooms: RoomRevisions;
  changed: MessageCache;
}

export interface Database extends Queries {
  /**
   * Runs the work in one transaction, on disk when the promise resolves; nothing of it is kept
   * when it throws. One at a time: the next may begin when `committed` is called, while this one is
   * on its way to the disk. The verbs of the database itself never see it unfinished.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    committed?: () => void,
  ): Promise<Result>;
  close(): void;
}

/** The store cannot be used; the message is one sentence for the operator. */
export class StoreError extends Error {}
