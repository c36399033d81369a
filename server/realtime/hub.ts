import type { RoomChanges } from '../../protocol/frames.ts';
import { RoomBroadcast } from './room-broadcast.ts';
import type { Audience } from '../commands/outcome.ts';
import type { Access, ReadChanges, Subscriber } from './subscriber.ts';
import { Subscriptions, type Subscription } from './subscriptions.ts';
import { RevisionWaiters } from './revision-waiters.ts';
import { CatchUpCache, type EncodedCatchUp } from './catch-up-cache.ts';
import type { Clock } from '../runtime/clock.ts';
import { Backpressure } from './backpressure.ts';
import { lagsAbove } from '../transport/watermarks.ts';
import type { Codec } from '../transport/codecs.ts';
import { nextTurn } from '../runtime/cooperative-turns.ts';

/** Bytes of catch-up for one subscriber in one turn of the event loop. */
const turnBytes = 256 * 1024;
/** The fixed cost of one catch-up step, in bytes: the room is read from the store. */
const stepBytes = 10 * 1024;

interface Room {
  /** The latest revision that the hub knows. */
  rev: number;
  /** Live subscribers by codec. */
  readonly live: Map<Codec, RoomBroadcast>;
  /** HTTP readers that wait for the next revision. */
  readonly waiters: RevisionWaiters;
}

/** Fan-out: sends the changes of rooms to the subscribers of this server and lets them catch up. */
export class Hub {
  readonly #catchUpCache: CatchUpCache;
  readonly #access: Access;
  readonly #backpressure: Backpressure;
  readonly #reportError: (error: unknown) => void;
  readonly #rooms = new Map<string, Room>();
  readonly #subscriptions = new Subscriptions();

  constructor(
    readChanges: ReadChanges,
    access: Access,
    clock: Clock,
    reportError: (error: unknown) => void,
  ) {
    this.#catchUpCache = new CatchUpCache(readChanges, clock);
    this.#access = access;
    this.#backpressure = new Backpressure(clock);
    this.#reportError = reportError;
  }

  /**
   * Subscribes to rooms: sends what came after the given revision of each, then live changes. A
   * call during a catch-up extends it; for a room that is given again the last call counts.
   * Resolves when the catch-up is complete, or pauses because the subscriber does not keep up.
   */
  follow(subscriber: Subscriber, rooms: Iterable<readonly [string, number]>): Promise<void> {
    const subscription = this.#subscriptions.of(subscriber);
    for (const [room, after] of rooms) {
      subscription.rooms.add(room);
      subscription.behind.set(room, after);
      this.#room(room).live.get(subscriber.codec)?.delete(subscriber);
    }
    return this.#catchUp(subscriber, subscription);
  }

  /** Subscribes to live changes of a room that everyone may see, without a catch-up. */
  join(subscriber: Subscriber, room: string): void {
    const { rooms, behind } = this.#subscriptions.of(subscriber);
    rooms.add(room);
    this.#goLive(subscriber, behind, room, this.#room(room).rev);
  }

  leave(subscriber: Subscriber, room: string): void {
    this.#rooms.get(room)?.live.get(subscriber.codec)?.leave(subscriber);
    const subscription = this.#subscriptions.find(subscriber);
    subscription?.behind.delete(room);
    subscription?.rooms.delete(room);
  }

  /** Unsubscribes people who have lost a room. Nothing that is published later reaches them. */
  roomLost(room: string, people: Audience): void {
    for (const subscriber of this.#subscriptions.in(room, people)) this.#lose(subscriber, room);
    void this.#rooms.get(room)?.waiters.wake();
  }

  leaveAll(subscriber: Subscriber): void {
    for (const room of this.#subscriptions.find(subscriber)?.rooms ?? [])
      this.leave(subscriber, room);
    this.#subscriptions.delete(subscriber);
    this.#backpressure.forget(subscriber);
  }

  /**
   * Sends changes to all subscribers of the room. Those that do not keep up catch up later. Resolves
   * when the changes have been sent to all others.
   */
  async publish(changes: RoomChanges): Promise<void> {
    const { live, waiters } = this.#advance(changes.room, changes.rev);
    void waiters.wake();
    await Promise.all([...live.values()].map((broadcast) => broadcast.publish(changes)));
  }

  /** Reads the changes of a room after a revision; undefined if there is no such room. */
  read(room: string, after: number): Promise<EncodedCatchUp | undefined> {
    return this.#catchUpCache.read(room, after, this.#room(room).rev);
  }

  /** Resolves when the room may be past a revision, or when the signal aborts. */
  async whenPast(room: string, rev: number, signal: AbortSignal): Promise<void> {
    const known = this.#room(room);
    if (known.rev <= rev) await known.waiters.wait(signal);
  }

  /** The live rooms of a subscriber, each with the revision up to which it has been sent everything. */
  revisionsOf(subscriber: Subscriber): Record<string, number> {
    const rooms = [...(this.#subscriptions.find(subscriber)?.rooms ?? [])].flatMap((room) => {
      const rev = this.#rooms.get(room)?.live.get(subscriber.codec)?.revisionOf(subscriber);
      return rev === undefined ? [] : [[room, rev] as const];
    });
    return Object.fromEntries(rooms);
  }

  #lose(subscriber: Subscriber, room: string): void {
    this.leave(subscriber, room);
    subscriber.roomLost?.(room);
  }

  #lag(subscriber: Subscriber, room: string, revision: number): void {
    this.#subscriptions.of(subscriber).behind.set(room, revision);
    this.#resumeOnceDrained(subscriber);
  }

  #resumeOnceDrained(subscriber: Subscriber): void {
    this.#backpressure.whenDrained(subscriber, () => {
      const subscription = this.#subscriptions.find(subscriber);
      if (subscription === undefined) return;
      this.#catchUp(subscriber, subscription).catch((error: unknown) =>
        this.#giveUp(subscriber, error),
      );
    });
  }

  /** Disconnects the subscriber, which then reconnects and resumes. */
  #giveUp(subscriber: Subscriber, error: unknown): void {
    this.#reportError(error);
    subscriber.sink.cut();
  }

  #catchUp(subscriber: Subscriber, subscription: Subscription): Promise<void> {
    if (subscription.catchingUp !== undefined) return subscription.catchingUp;
    const { promise, resolve } = Promise.withResolvers<void>();
    subscription.catchingUp = promise;
    resolve(this.#runCatchUp(subscriber, subscription));
    return promise;
  }

  /** Runs catch-up steps in short turns of the event loop, while the subscriber keeps up. */
  async #runCatchUp(subscriber: Subscriber, subscription: Subscription): Promise<void> {
    const { behind } = subscription;
    try {
      for (let next, bytes = 0; (next = firstOf(behind)) !== undefined;) {
        if (subscriber.sink.unsentBytes > lagsAbove) return this.#resumeOnceDrained(subscriber);
        bytes += stepBytes + (await this.#catchUpStep(subscriber, behind, ...next));
        if (bytes < turnBytes) continue;
        bytes = 0;
        await nextTurn();
      }
    } finally {
      subscription.catchingUp = undefined;
    }
  }

  /**
   * Sends one page of a room and goes live once the subscriber has the latest revision. The
   * comparison and going live happen in one turn of the event loop, so that no change is missed.
   * Returns the bytes read.
   */
  async #catchUpStep(
    subscriber: Subscriber,
    behind: Subscription['behind'],
    room: string,
    revision: number,
  ): Promise<number> {
    const read = await this.read(room, revision);
    const isOvertaken = (): boolean => behind.get(room) !== revision;
    const sent =
      read &&
      (await this.#access.whileVisible(subscriber.person, room, () => {
        if (!isOvertaken()) this.#send(subscriber, behind, room, read);
        return read.bytes;
      }));
    // Without the room, or without access to it, there is nothing to follow.
    if (sent === undefined && !isOvertaken()) this.#lose(subscriber, room);
    return sent ?? 0;
  }

  #send(
    subscriber: Subscriber,
    behind: Subscription['behind'],
    room: string,
    { changes: { rev, reset }, encoded, head }: EncodedCatchUp,
  ): void {
    const bytes = rev !== behind.get(room) || reset ? encoded.encode(subscriber.codec) : undefined;
    if (bytes !== undefined) subscriber.sink.write(bytes);
    if (rev < this.#advance(room, head).rev) behind.set(room, rev);
    else this.#goLive(subscriber, behind, room, rev);
  }

  #goLive(
    subscriber: Subscriber,
    behind: Subscription['behind'],
    room: string,
    revision: number,
  ): void {
    const { live } = this.#room(room);
    const { codec } = subscriber;
    const broadcast =
      live.get(codec) ?? new RoomBroadcast(codec, (late, rev) => this.#lag(late, room, rev));
    live.set(codec, broadcast);
    broadcast.add(subscriber, revision);
    behind.delete(room);
  }

  #advance(name: string, rev: number): Room {
    const room = this.#room(name);
    room.rev = Math.max(room.rev, rev);
    return room;
  }

  #room(name: string): Room {
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const room = { rev: 0, live: new Map(), waiters: new RevisionWaiters() };
    this.#rooms.set(name, room);
    return room;
  }
}

function firstOf<Key, Value>(map: ReadonlyMap<Key, Value>): [Key, Value] | undefined {
  const [first] = map;
  return first;
}
