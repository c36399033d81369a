import { OperatorError } from '../runtime/operator-error.ts';
import type { Kept, RoomRow } from './records.ts';

export type Value = string | number | null | Uint8Array;

/** The verbs of SQL. They are asynchronous so that a database on another machine fits too. */
export interface Queries {
  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>;
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  /** How many rows it changed. */
  run(sql: string, ...values: Value[]): Promise<number>;
}

/** The rooms that one transaction reads, and the revisions that it takes. */
export interface RoomRevisions {
  /** The room of this name as the transaction has it by now. Undefined without such a room. */
  named(name: string): Promise<RoomRow | undefined>;
  /** Takes the next revision of a room for a new message of this time. */
  say(room: RoomRow, at: number): number;
  /** Takes the next revision of a room. */
  advance(room: RoomRow): number;
}

/** The messages that were changed last, as the store has them. */
export interface MessageCache {
  get(id: string): Kept | undefined;
  /** Notes what has just been written, in a transaction that may still fail. */
  remember(kept: Kept): void;
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
export class StoreError extends OperatorError {}
