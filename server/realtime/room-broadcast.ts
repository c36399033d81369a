import type { RoomChanges } from '../../protocol/frames.ts';
import { joinedChanges } from './coalesce.ts';
import type { Subscriber } from './subscriber.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import type { Codec } from '../transport/codecs.ts';
import { nextTurn } from '../runtime/cooperative-turns.ts';

/**
 * Subscribers written to in one turn of the event loop. Each write takes about ten microseconds:
 * thousands of them in one turn would delay everything else.
 */
const defaultBatchSize = 250;

/** Changes that some subscribers have not been sent yet. */
interface PendingChanges {
  readonly changes: RoomChanges;
  /** Subscribers that have not been sent the changes. */
  left: number;
  readonly sent: PromiseWithResolvers<void>;
}

/** Takes over a subscriber that does not keep up and has everything up to `revision`. */
type OnLag = (subscriber: Subscriber, revision: number) => void;

/**
 * Sends the changes of a room to its live subscribers of one codec. The subscribers are served in
 * rounds. Each gets one frame with all changes since its last one, so changes that are published
 * during a round are merged into the frames that are still to be sent.
 */
export class RoomBroadcast {
  readonly #codec: Codec;
  readonly #onLag: OnLag;
  readonly #batchSize: number;
  /** Subscribers, each with the revision up to which it has been sent everything. */
  readonly #revisions = new Map<Subscriber, number>();
  readonly #pending: PendingChanges[] = [];
  /** The last encoded changes, shared by all subscribers at revision `after`. */
  #encoded: { after: number; bytes: Buffer | undefined } | undefined;
  #isSending = false;

  constructor(codec: Codec, onLag: OnLag, batchSize = defaultBatchSize) {
    this.#codec = codec;
    this.#onLag = onLag;
    this.#batchSize = batchSize;
  }

  /** Adds a subscriber that has everything up to `rev`, which is at least the latest revision published. */
  add(subscriber: Subscriber, rev: number): void {
    this.#revisions.set(subscriber, rev);
  }

  delete(subscriber: Subscriber): void {
    const rev = this.#revisions.get(subscriber);
    if (rev === undefined) return;
    this.#revisions.delete(subscriber);
    this.#countDone(rev);
  }

  /** Removes a subscriber after sending it the changes published so far. */
  leave(subscriber: Subscriber): void {
    const rev = this.#revisions.get(subscriber);
    if (rev !== undefined) this.#sendTo(subscriber, rev);
    this.delete(subscriber);
  }

  /** The revision up to which a subscriber has been sent everything; undefined if it is not subscribed. */
  revisionOf(subscriber: Subscriber): number | undefined {
    return this.#revisions.get(subscriber);
  }

  /** Resolves when the changes have been sent to all subscribers that keep up. */
  publish(changes: RoomChanges): Promise<void> {
    const left = this.#countBefore(changes.rev);
    if (left === 0) return Promise.resolve();
    const sent = Promise.withResolvers<void>();
    this.#pending.push({ changes, left, sent });
    this.#encoded = undefined;
    if (!this.#isSending) void this.#sendPending();
    return sent.promise;
  }

  async #sendPending(): Promise<void> {
    this.#isSending = true;
    try {
      for (let sent = 0; this.#pending.length > 0;) {
        for (const [subscriber, rev] of this.#revisions) {
          this.#sendTo(subscriber, rev);
          if (this.#pending.length === 0) break;
          if (++sent % this.#batchSize === 0) await nextTurn();
        }
      }
    } catch (error) {
      this.#abort(error);
    }
    this.#isSending = false;
  }

  /**
   * A subscriber added before the hub knew the revision of the room has a `rev` that is too low: it
   * has everything up to the first pending changes.
   */
  #sendTo(subscriber: Subscriber, rev: number): void {
    const [first, last] = [this.#pending[0], this.#pending.at(-1)];
    if (first === undefined || last === undefined || rev >= last.changes.rev) return;
    if (subscriber.sink.unsentBytes > lagsAbove) {
      this.delete(subscriber);
      return this.#onLag(subscriber, Math.max(rev, first.changes.from));
    }
    const bytes = this.#encodedAfter(rev);
    if (bytes !== undefined) subscriber.sink.write(bytes);
    this.#revisions.set(subscriber, last.changes.rev);
    this.#countDone(rev);
  }

  #encodedAfter(rev: number): Buffer | undefined {
    if (this.#encoded?.after !== rev) this.#encoded = { after: rev, bytes: this.#encode(rev) };
    return this.#encoded.bytes;
  }

  /** A subscriber may have read some of the pending changes from the store: those are left out. */
  #encode(rev: number): Buffer | undefined {
    const unseen = this.#pending.map(({ changes }) => changes).filter((each) => each.rev > rev);
    const changes = joinedChanges(unseen);
    return this.#codec.changes(changes, Math.max(rev, changes.from));
  }

  /** A subscriber that was at `rev` has been sent everything or has left. */
  #countDone(rev: number): void {
    for (const pending of this.#pending) if (rev < pending.changes.rev) pending.left -= 1;
    while (this.#pending[0]?.left === 0) this.#pending.shift()?.sent.resolve();
    if (this.#pending.length === 0) this.#encoded = undefined;
  }

  #countBefore(rev: number): number {
    let count = 0;
    for (const sent of this.#revisions.values()) if (sent < rev) count += 1;
    return count;
  }

  /** Drops all pending changes after an internal error, which is reported once. */
  #abort(error: unknown): void {
    const [first, ...others] = this.#pending.splice(0);
    first?.sent.reject(error);
    for (const { sent } of others) sent.resolve();
    this.#encoded = undefined;
  }
}
