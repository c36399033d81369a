import type { RoomSummary } from '../../protocol/model.ts';
import { TimeSlice } from '../runtime/cooperative-turns.ts';
import { infoOf, type RoomRow } from './records.ts';
import type { Queries } from './database.ts';
import { revisionsBefore } from './people.ts';
import {
  Selection,
  LatestMessages,
  type Revised,
  type LiveMessage,
} from './caches/latest-messages.ts';

/** Most missed revisions that are applied; a state further behind is read again. */
const mostMissed = 1_000;

/** Range of `seq` read per query: small at first, then doubled up to `most`. */
const span = { first: 256, most: 8_192 };

/** Events never count as unread. */
const isCounted = "kind NOT IN ('deleted', 'event')";

const roomsOf = `SELECT rooms.*, is_in, said AS at, coalesce(reads.seq, 0) AS read FROM rooms
  LEFT JOIN reads ON reads.room = number AND reads.person = ?1
  LEFT JOIN members ON members.room = number AND members.person = ?1
  WHERE kind = 'open' AND (?2 OR is_in IS NOT 0) OR kind = 'private' AND is_in = 1
  ORDER BY number`;

interface Row extends RoomRow {
  at: number;
  read: number;
  is_in: 0 | 1 | null;
}

/**
 * The room list of each person. Unread messages are counted in memory, where the latest messages of
 * each room are cached; changes since then are read from the store.
 */
export class RoomList {
  readonly #queries: Queries;
  readonly #latest = new Map<number, LatestMessages>();

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /**
   * The rooms that one person is in, as they see them, in the order of creation; with `isAll` also
   * the open rooms that they have left. Messages from before their first
   * sign-in count as read.
   */
  async seenBy(person: string, isAll = false): Promise<RoomSummary[]> {
    const rows = await this.#queries.all<Row>(roomsOf, person, isAll ? 1 : 0);
    const before = await revisionsBefore(this.#queries, person);
    const slice = new TimeSlice();
    const seen: RoomSummary[] = [];
    for (const row of rows) {
      const { number, rev, at } = row;
      const read = Math.max(row.read, before[number] ?? 0);
      const isRead = read >= rev;
      const latest = isRead ? undefined : await this.#latestOf(row, slice);
      const unread = latest?.unread(person, read, rev) ?? 0;
      seen.push({ ...infoOf(row), ...(row.is_in === 0 && { left: true }), rev, at, read, unread });
    }
    return seen;
  }

  async #latestOf({ number, rev }: Row, slice: TimeSlice): Promise<LatestMessages> {
    if (slice.isLong) await slice.end();
    const known = this.#latest.get(number);
    if (known !== undefined && rev - known.rev <= mostMissed) {
      while (known.rev < rev) await this.#catchUp(number, known, rev);
      if (known.isExact) return known;
    }
    const latest = await this.#read(number, rev, slice);
    this.#latest.set(number, latest);
    return latest;
  }

  async #catchUp(number: number, latest: LatestMessages, rev: number): Promise<void> {
    const from = latest.rev;
    const sql = 'SELECT seq, rev, author, kind FROM messages WHERE room = ? AND rev > ?';
    const revised = await this.#queries.all<Revised>(sql, number, from);
    // A concurrent request may have applied the same changes meanwhile.
    if (latest.rev === from) latest.apply(revised, rev);
  }

  async #read(number: number, rev: number, slice: TimeSlice): Promise<LatestMessages> {
    const sql = `SELECT seq, author FROM messages
      WHERE room = ? AND seq < ? AND seq >= ? AND ${isCounted} AND author <> ?
      ORDER BY seq DESC`;
    const selection = new Selection();
    let [before, count] = [rev + 1, span.first];
    while (before > 1 && !selection.isComplete) {
      if (slice.isLong) await slice.end();
      const first = Math.max(before - count, 1);
      const { skippedAuthor } = selection;
      const messages = await this.#queries.all<LiveMessage>(
        sql,
        number,
        before,
        first,
        skippedAuthor,
      );
      for (const message of messages) selection.add(message);
      before = first;
      count = Math.min(2 * count, span.most);
    }
    // If the selection is complete, there is an author to skip; else all messages were read.
    return new LatestMessages(rev, selection, selection.skippedAuthor === '');
  }
}
