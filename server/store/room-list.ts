import type { RoomSummary } from '../../protocol/model.ts';
import { TimeSlice } from '../runtime/cooperative-turns.ts';
import type { Queries } from './database.ts';
import { revisionsBefore } from './people.ts';
import {
  Gathering,
  LatestMessages,
  type Revised,
  type Standing,
} from './caches/latest-messages.ts';

/** Revisions that are caught up with; what is further behind is gathered anew. */
const mostMissed = 1_000;

/** Places that are looked through at once: few at first, and then more and more. */
const span = { first: 256, most: 8_192 };

interface Row {
  id: number;
  name: string;
  title: string;
  topic: string;
  rev: number;
  at: number;
  read: number;
}

/**
 * The rooms as each person sees them. How much is unread is counted in memory, where the end of
 * each room stays as long as the server runs: what has changed since is asked of the store.
 */
export class RoomList {
  readonly #queries: Queries;
  readonly #ends = new Map<number, LatestMessages>();

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /**
   * Every room as one person sees it, in the order in which they were made. What was said before
   * they came counts as read.
   */
  async seenBy(person: string): Promise<RoomSummary[]> {
    const sql = `SELECT id, name, title, topic, rev, said AS at, coalesce(reads.seq, 0) AS read
      FROM rooms LEFT JOIN reads ON reads.room = rooms.id AND reads.person = ?
      ORDER BY rooms.id`;
    const rows = await this.#queries.all<Row>(sql, person);
    const before = await revisionsBefore(this.#queries, person);
    const turn = new TimeSlice();
    const seen: RoomSummary[] = [];
    for (const row of rows) {
      const { name, title, topic, rev, at } = row;
      const read = Math.max(row.read, before[row.id] ?? 0);
      const isRead = read >= rev;
      const end = isRead ? undefined : await this.#endOf(row, turn);
      const unread = end?.unread(person, read, rev) ?? 0;
      seen.push({ name, title, topic, rev, at, read, unread });
    }
    return seen;
  }

  async #endOf({ id, rev }: Row, turn: TimeSlice): Promise<LatestMessages> {
    if (turn.isLong) await turn.end();
    const known = this.#ends.get(id);
    if (known !== undefined && rev - known.rev <= mostMissed) {
      while (known.rev < rev) await this.#catchUp(id, known, rev);
      if (known.isExact) return known;
    }
    const end = await this.#gather(id, rev, turn);
    this.#ends.set(id, end);
    return end;
  }

  async #catchUp(id: number, end: LatestMessages, rev: number): Promise<void> {
    const from = end.rev;
    const sql = 'SELECT seq, rev, author, kind FROM messages WHERE room = ? AND rev > ?';
    const revised = await this.#queries.all<Revised>(sql, id, from);
    // Somebody else may have asked the same meanwhile.
    if (end.rev === from) end.apply(revised, rev);
  }

  async #gather(id: number, rev: number, turn: TimeSlice): Promise<LatestMessages> {
    const sql = `SELECT seq, author FROM messages
      WHERE room = ? AND seq < ? AND seq >= ? AND kind <> 'deleted' AND author <> ?
      ORDER BY seq DESC`;
    const gathering = new Gathering();
    let [before, places] = [rev + 1, span.first];
    while (before > 1 && !gathering.isEnough) {
      if (turn.isLong) await turn.end();
      const first = Math.max(before - places, 1);
      const { passedOver } = gathering;
      const standing = await this.#queries.all<Standing>(sql, id, before, first, passedOver);
      for (const message of standing) gathering.add(message);
      before = first;
      places = Math.min(2 * places, span.most);
    }
    // Where there is enough for all, there is one of them whom nobody needs more of.
    return new LatestMessages(rev, gathering, gathering.passedOver === '');
  }
}
