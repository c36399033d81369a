import type { RoomChanges } from '../../protocol/frames.ts';
import { RoomBroadcast } from './room-broadcast.ts';
import type { ReadChanges, Subscriber } from './subscriber.ts';
import { RevisionWaiters } from './revision-waiters.ts';
import { CatchUpCache, type Reading } from './catch-up-cache.ts';
import type { Clock } from '../runtime/clock.ts';
import { Backpressure } from './backpressure.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import type { Codec } from '../transport/codecs.ts';
import { nextTurn } from '../runtime/cooperative-turns.ts';

/** Bytes that one listener is brought on by in one turn of the event loop. */
const turnBytes = 256 * 1024;
/** What a step takes besides, whatever it brings: the room must be asked for. */
const stepBytes = 10 * 1024;

interface Room {
  /** The latest revision that is known here. */
  rev: number;
  /** Those who hear what comes. */
  readonly live: Map<Codec, RoomBroadcast>;
  /** Those who read the room themselves, and wait for it to move on. */
  readonly awaiting: RevisionWaiters;
}

interface Follower {
  readonly rooms: Set<string>;
  /** The rooms that it catches up with, each with the revision that it stands at. */
  readonly behind: Map<string, number>;
  /** Its way to the present, while it is on it. */
  catchingUp: Promise<void> | undefined;
}

/** Fan-out: who follows which room on this server, and where each of them stands. */
export class Hub {
  readonly #catchUpCache: CatchUpCache;
  readonly #lagging: Backpressure;
  readonly #reportError: (error: unknown) => void;
  readonly #rooms = new Map<string, Room>();
  readonly #followers = new Map<Subscriber, Follower>();

  constructor(readChanges: ReadChanges, clock: Clock, reportError: (error: unknown) => void) {
    this.#catchUpCache = new CatchUpCache(readChanges, clock);
    this.#lagging = new Backpressure(clock);
    this.#reportError = reportError;
  }

  /**
   * Brings a listener from a revision of each room to the present, and lets it hear what comes. What
   * it asks for on its way joins that: a room that it asks for again begins at what it asks last.
   * Resolves when it has arrived, or does not keep up and goes on when it can.
   */
  follow(listener: Subscriber, rooms: Iterable<readonly [string, number]>): Promise<void> {
    const follower = this.#follower(listener);
    for (const [room, after] of rooms) {
      follower.rooms.add(room);
      follower.behind.set(room, after);
      this.#room(room).live.get(listener.codec)?.delete(listener);
    }
    return this.#catchUp(listener, follower);
  }

  /** Lets a listener hear what comes, and nothing that was. */
  join(listener: Subscriber, room: string): void {
    const { rooms, behind } = this.#follower(listener);
    rooms.add(room);
    this.#goLive(listener, behind, room, this.#room(room).rev);
  }

  leave(listener: Subscriber, room: string): void {
    this.#rooms.get(room)?.live.get(listener.codec)?.leave(listener);
    const follower = this.#followers.get(listener);
    follower?.behind.delete(room);
    follower?.rooms.delete(room);
  }

  leaveAll(listener: Subscriber): void {
    for (const room of this.#followers.get(listener)?.rooms ?? []) this.leave(listener, room);
    this.#followers.delete(listener);
    this.#lagging.forget(listener);
  }

  /**
   * Tells everyone who follows the room; those who do not keep up will catch up later. Resolves
   * when all others have been told.
   */
  async publish(changes: RoomChanges): Promise<void> {
    const { live, awaiting } = this.#knownAt(changes.room, changes.rev);
    void awaiting.wake();
    await Promise.all([...live.values()].map((audience) => audience.tell(changes)));
  }

  /** What a room has to say after a revision, for those who read it themselves. */
  read(room: string, after: number): Promise<Reading | undefined> {
    return this.#catchUpCache.read(room, after, this.#room(room).rev);
  }

  /** Resolves when the room may have moved on past a revision, or the signal aborts: a hint. */
  async whenPast(room: string, rev: number, signal: AbortSignal): Promise<void> {
    const known = this.#room(room);
    if (known.rev <= rev) await known.awaiting.hint(signal);
  }

  /** The rooms that a listener has everything of, with their revisions. */
  revisionsOf(listener: Subscriber): Record<string, number> {
    const rooms = [...(this.#followers.get(listener)?.rooms ?? [])].flatMap((room) => {
      const rev = this.#rooms.get(room)?.live.get(listener.codec)?.revisionOf(listener);
      return rev === undefined ? [] : [[room, rev] as const];
    });
    return Object.fromEntries(rooms);
  }

  #lag(listener: Subscriber, room: string, stands: number): void {
    this.#follower(listener).behind.set(room, stands);
    this.#resumeOnceDrained(listener);
  }

  #resumeOnceDrained(listener: Subscriber): void {
    this.#lagging.whenDrained(listener, () => {
      const follower = this.#followers.get(listener);
      if (follower === undefined) return;
      this.#catchUp(listener, follower).catch((error: unknown) => this.#giveUp(listener, error));
    });
  }

  /** Comes back and resumes, rather than to stand still for ever. */
  #giveUp(listener: Subscriber, error: unknown): void {
    this.#reportError(error);
    listener.sink.cut();
  }

  #catchUp(listener: Subscriber, follower: Follower): Promise<void> {
    if (follower.catchingUp !== undefined) return follower.catchingUp;
    const { promise, resolve } = Promise.withResolvers<void>();
    follower.catchingUp = promise;
    resolve(this.#bringUp(listener, follower));
    return promise;
  }

  /** One step after the other, in turns of the event loop that are short, as long as it is read. */
  async #bringUp(listener: Subscriber, follower: Follower): Promise<void> {
    const { behind } = follower;
    try {
      for (let next, bytes = 0; (next = firstOf(behind)) !== undefined;) {
        if (listener.sink.unsentBytes > lagsAbove) return this.#resumeOnceDrained(listener);
        bytes += stepBytes + (await this.#bringOn(listener, behind, ...next));
        if (bytes < turnBytes) continue;
        bytes = 0;
        await nextTurn();
      }
    } finally {
      follower.catchingUp = undefined;
    }
  }

  /**
   * Lets the listener hear what comes once it stands at the latest revision. Between that comparison
   * and going live nothing can be announced, so that nothing is missed. Returns the bytes read.
   */
  async #bringOn(
    listener: Subscriber,
    behind: Follower['behind'],
    room: string,
    stands: number,
  ): Promise<number> {
    const read = await this.read(room, stands);
    const isOvertaken = behind.get(room) !== stands;
    if (read === undefined && !isOvertaken) behind.delete(room);
    if (read === undefined || isOvertaken) return 0;
    const { rev, reset } = read.changes;
    const bytes = rev !== stands || reset ? read.said.encode(listener.codec) : undefined;
    if (bytes !== undefined) listener.sink.write(bytes);
    if (rev < this.#knownAt(room, read.head).rev) behind.set(room, rev);
    else this.#goLive(listener, behind, room, rev);
    return read.bytes;
  }

  #goLive(listener: Subscriber, behind: Follower['behind'], room: string, stands: number): void {
    const { live } = this.#room(room);
    const { codec } = listener;
    const audience =
      live.get(codec) ?? new RoomBroadcast(codec, (who, at) => this.#lag(who, room, at));
    live.set(codec, audience);
    audience.add(listener, stands);
    behind.delete(room);
  }

  #follower(listener: Subscriber): Follower {
    const known = this.#followers.get(listener);
    if (known !== undefined) return known;
    const follower = { rooms: new Set<string>(), behind: new Map(), catchingUp: undefined };
    this.#followers.set(listener, follower);
    return follower;
  }

  #knownAt(name: string, rev: number): Room {
    const room = this.#room(name);
    room.rev = Math.max(room.rev, rev);
    return room;
  }

  #room(name: string): Room {
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const room = { rev: 0, live: new Map(), awaiting: new RevisionWaiters() };
    this.#rooms.set(name, room);
    return room;
  }
}

function firstOf<Key, Value>(map: ReadonlyMap<Key, Value>): [Key, Value] | undefined {
  const [first] = map;
  return first;
}
