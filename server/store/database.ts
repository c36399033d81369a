import { OperatorError } from '../runtime/operator-error.ts';
import type { Kept, RoomRow } from './records.ts';

export type Value = string | number | null | Uint8Array;

/** SQL statements. They are asynchronous so that a remote database would fit too. */
export interface Queries {
  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>;
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  /** Returns the number of changed rows. */
  run(sql: string, ...values: Value[]): Promise<number>;
}

/** The rooms of one transaction and their revisions. */
export interface RoomRevisions {
  /** The room of this name as the transaction sees it, or undefined if there is none. */
  named(name: string): Promise<RoomRow | undefined>;
  /** A room was renamed or deleted: names are looked up again. */
  forgetNames(): void;
  /** Takes the next revision of a room for a message posted at this time. */
  advanceForPost(room: RoomRow, at: number): number;
  /** Takes the next revision of a room. */
  advance(room: RoomRow): number;
}

/** The most recently changed messages. */
export interface MessageCache {
  get(id: string): Kept | undefined;
  /** Adds a message written in a transaction that may still fail. */
  add(kept: Kept): void;
}

/** An atomic transaction: all its writes are stored, or none. */
export interface Transaction extends Queries {
  rooms: RoomRevisions;
  messages: MessageCache;
}

export interface Database extends Queries {
  /**
   * Runs `work` in a transaction. Resolves when it is on disk; if it throws, nothing is stored. Only
   * one transaction may run at a time: the next may begin after `committed` was called, while this
   * one is being synced. Queries outside of a transaction see only what is on disk.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    committed?: () => void,
  ): Promise<Result>;
  close(): void;
}

/** The store cannot be used. The message is one sentence for the operator. */
export class StoreError extends OperatorError {}
