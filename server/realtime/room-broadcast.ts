import type { RoomChanges } from '../../protocol/frames.ts';
import { joinedChanges } from './coalesce.ts';
import type { Subscriber } from './subscriber.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import type { Codec } from '../transport/codecs.ts';
import { nextTurn } from '../runtime/cooperative-turns.ts';

/**
 * Listeners told in one turn of the event loop. A write to each takes some ten microseconds: to
 * tell thousands at once keeps everything else waiting, and whoever speaks next the longest.
 */
const atOnce = 250;

/** Changes that some are still to be told of. */
interface News {
  readonly changes: RoomChanges;
  /** How many are still to hear of them. */
  left: number;
  readonly told: PromiseWithResolvers<void>;
}

/** Takes over who does not keep up, from the revision at which they stand. */
type OnLag = (listener: Subscriber, stands: number) => void;

/**
 * Those who hear a room live, in one codec. News goes round among them, and each is told by one
 * frame of all that came since the last: what comes while news goes round joins it for the rest of
 * the way.
 */
export class RoomBroadcast {
  readonly #codec: Codec;
  readonly #lag: OnLag;
  readonly #atOnce: number;
  /** With the revision up to which each has heard everything. */
  readonly #heard = new Map<Subscriber, number>();
  readonly #news: News[] = [];
  /** The latest that was said, for all who stand where it begins. */
  #said: { after: number; bytes: Buffer | undefined } | undefined;
  #isGoingRound = false;

  constructor(codec: Codec, lag: OnLag, tellAtOnce = atOnce) {
    this.#codec = codec;
    this.#lag = lag;
    this.#atOnce = tellAtOnce;
  }

  /** Takes in somebody who has heard everything up to a revision, no earlier than the latest. */
  add(listener: Subscriber, rev: number): void {
    this.#heard.set(listener, rev);
  }

  delete(listener: Subscriber): void {
    const rev = this.#heard.get(listener);
    if (rev === undefined) return;
    this.#heard.delete(listener);
    this.#oneLess(rev);
  }

  /** Lets go of somebody who has then heard all that was said. */
  leave(listener: Subscriber): void {
    const rev = this.#heard.get(listener);
    if (rev !== undefined) this.#tellOne(listener, rev);
    this.delete(listener);
  }

  /** The revision up to which somebody has heard everything; undefined of who is not here. */
  revisionOf(listener: Subscriber): number | undefined {
    return this.#heard.get(listener);
  }

  /** Resolves when all who are here have been told, as far as they keep up. */
  tell(changes: RoomChanges): Promise<void> {
    const left = this.#countBefore(changes.rev);
    if (left === 0) return Promise.resolve();
    const told = Promise.withResolvers<void>();
    this.#news.push({ changes, left, told });
    this.#said = undefined;
    if (!this.#isGoingRound) void this.#goRound();
    return told.promise;
  }

  async #goRound(): Promise<void> {
    this.#isGoingRound = true;
    try {
      for (let told = 0; this.#news.length > 0;) {
        for (const [listener, rev] of this.#heard) {
          this.#tellOne(listener, rev);
          if (this.#news.length === 0) break;
          if (++told % this.#atOnce === 0) await nextTurn();
        }
      }
    } catch (error) {
      this.#giveUp(error);
    }
    this.#isGoingRound = false;
  }

  /** Who came before the room's revision was known here has heard all up to the first news. */
  #tellOne(listener: Subscriber, rev: number): void {
    const [first, last] = [this.#news[0], this.#news.at(-1)];
    if (first === undefined || last === undefined || rev >= last.changes.rev) return;
    if (listener.sink.unsentBytes > lagsAbove) {
      this.delete(listener);
      return this.#lag(listener, Math.max(rev, first.changes.from));
    }
    const bytes = this.#newsAfter(rev);
    if (bytes !== undefined) listener.sink.write(bytes);
    this.#heard.set(listener, last.changes.rev);
    this.#oneLess(rev);
  }

  #newsAfter(rev: number): Buffer | undefined {
    if (this.#said?.after !== rev) this.#said = { after: rev, bytes: this.#say(rev) };
    return this.#said.bytes;
  }

  /** The store may have been read before it announced: only what came after that reading is new. */
  #say(rev: number): Buffer | undefined {
    const news = this.#news.map(({ changes }) => changes).filter((each) => each.rev > rev);
    const changes = joinedChanges(news);
    return this.#codec.changes(changes, Math.max(rev, changes.from));
  }

  /** One who stood at a revision has heard, or is not here any more. */
  #oneLess(rev: number): void {
    for (const news of this.#news) if (rev < news.changes.rev) news.left -= 1;
    while (this.#news[0]?.left === 0) this.#news.shift()?.told.resolve();
    if (this.#news.length === 0) this.#said = undefined;
  }

  #countBefore(rev: number): number {
    let count = 0;
    for (const heard of this.#heard.values()) if (heard < rev) count += 1;
    return count;
  }

  /** A bug, which is said once; nobody is told any of it here. */
  #giveUp(error: unknown): void {
    const [first, ...others] = this.#news.splice(0);
    first?.told.reject(error);
    for (const { told } of others) told.resolve();
    this.#said = undefined;
  }
}
