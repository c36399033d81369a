import type { RoomChanges } from '../protocol/frames.ts';
import { CatchUps } from './catch-ups.ts';
import type { Clock } from './clock.ts';
import { Lagging, lagsAbove } from './lagging.ts';
import type { Language } from './languages.ts';
import type { Outlet } from './outlet.ts';
import type { CatchUp } from './store/messages.ts';

/** Somebody who wants to hear what rooms have to say. */
export interface Listener {
  readonly language: Language;
  readonly outlet: Outlet;
}

/** Reads what a room has to say to somebody who holds it up to a revision. */
export type ReadChanges = (room: string, after: number) => Promise<CatchUp | undefined>;

interface Followers {
  /** The latest revision that is known here. */
  rev: number;
  /** Those who hear what comes, by language, with the revision from which on they do. */
  readonly live: Map<Language, Map<Listener, number>>;
  /** Those who catch up, with the revision that they stand at. */
  readonly behind: Map<Listener, number>;
  /** Those who read the room themselves, and wait for it to move on. */
  readonly awaiting: Set<() => void>;
}

/** Fan-out: who follows which room on this server, and one buffer a room for all of them. */
export class Hub {
  readonly #catchUps: CatchUps;
  readonly #lagging: Lagging;
  readonly #noteBug: (error: unknown) => void;
  readonly #rooms = new Map<string, Followers>();
  readonly #followed = new Map<Listener, Set<string>>();

  constructor(readChanges: ReadChanges, clock: Clock, noteBug: (error: unknown) => void) {
    this.#catchUps = new CatchUps(readChanges, clock);
    this.#lagging = new Lagging(clock);
    this.#noteBug = noteBug;
  }

  /** Brings a listener from a revision to the present, then lets it hear what comes. */
  async follow(listener: Listener, room: string, after: number): Promise<void> {
    const followers = this.#add(listener, room);
    await this.#catchUp(listener, followers, room, after);
  }

  /** Lets a listener hear what comes, and nothing that was. */
  join(listener: Listener, room: string): void {
    const followers = this.#add(listener, room);
    this.#goLive(listener, followers, followers.rev);
  }

  leave(listener: Listener, room: string): void {
    const followers = this.#rooms.get(room);
    followers?.live.get(listener.language)?.delete(listener);
    followers?.behind.delete(listener);
    this.#followed.get(listener)?.delete(room);
  }

  leaveAll(listener: Listener): void {
    for (const room of this.#followed.get(listener) ?? []) this.leave(listener, room);
    this.#followed.delete(listener);
    this.#lagging.forget(listener);
  }

  /** Tells everyone who follows the room; those who do not keep up will catch up later. */
  announce(changes: RoomChanges): void {
    this.#catchUps.changed(changes.room);
    const followers = this.#followers(changes.room);
    followers.rev = Math.max(followers.rev, changes.rev);
    for (const go of followers.awaiting) go();
    for (const [language, listeners] of followers.live) {
      const bytes = listeners.size > 0 && language.changes(changes, changes.from);
      if (bytes) this.#tellAll(listeners, changes, bytes);
    }
  }

  /** Resolves when the room may have moved on past a revision, or the signal aborts: a hint. */
  whenPast(room: string, rev: number, signal: AbortSignal): Promise<void> {
    const followers = this.#followers(room);
    if (followers.rev > rev || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        followers.awaiting.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      followers.awaiting.add(go);
      signal.addEventListener('abort', go);
    });
  }

  /** The rooms that a listener has everything of, with their revisions. */
  revisionsOf(listener: Listener): Record<string, number> {
    const rooms = [...(this.#followed.get(listener) ?? [])].flatMap((room) => {
      const followers = this.#rooms.get(room);
      const isLive = followers?.live.get(listener.language)?.has(listener);
      return followers !== undefined && isLive ? [[room, followers.rev] as const] : [];
    });
    return Object.fromEntries(rooms);
  }

  #tellAll(listeners: Map<Listener, number>, changes: RoomChanges, bytes: Buffer): void {
    for (const [listener, since] of listeners) {
      const stands = Math.max(since, changes.from);
      if (listener.outlet.waiting > lagsAbove) this.#lag(listener, changes.room, stands);
      else if (since > changes.from) this.#tellRest(listener, changes, since);
      else listener.outlet.write(bytes);
    }
  }

  /** The store was read before it announced: only what came after that reading is new. */
  #tellRest(listener: Listener, changes: RoomChanges, since: number): void {
    const bytes = since < changes.rev ? listener.language.changes(changes, since) : undefined;
    if (bytes !== undefined) listener.outlet.write(bytes);
  }

  #lag(listener: Listener, room: string, stands: number): void {
    const followers = this.#add(listener, room);
    followers.live.get(listener.language)?.delete(listener);
    followers.behind.set(listener, stands);
    this.#lagging.whenDrained(listener, () => {
      this.#resume(listener).catch((error: unknown) => this.#giveUp(listener, error));
    });
  }

  /** Comes back and resumes, rather than to stand still for ever. */
  #giveUp(listener: Listener, error: unknown): void {
    this.#noteBug(error);
    listener.outlet.cut();
  }

  async #resume(listener: Listener): Promise<void> {
    for (const room of this.#followed.get(listener) ?? []) {
      const followers = this.#followers(room);
      const stands = followers.behind.get(listener);
      if (stands !== undefined) await this.#catchUp(listener, followers, room, stands);
    }
  }

  /**
   * Reads until the listener stands at the latest revision. Between that comparison and going
   * live nothing can be announced, so that nothing is missed.
   */
  async #catchUp(
    listener: Listener,
    followers: Followers,
    room: string,
    after: number,
  ): Promise<void> {
    followers.live.get(listener.language)?.delete(listener);
    followers.behind.set(listener, after);
    for (let stands = after; ;) {
      if (listener.outlet.waiting > lagsAbove) return this.#lag(listener, room, stands);
      const read = await this.#catchUps.read(room, stands);
      const isOvertaken = followers.behind.get(listener) !== stands;
      if (read === undefined || isOvertaken) return;
      if (read.changes.rev !== stands || read.changes.reset) {
        const bytes = read.said.in(listener.language);
        if (bytes !== undefined) listener.outlet.write(bytes);
      }
      stands = read.changes.rev;
      followers.rev = Math.max(followers.rev, read.head);
      if (stands >= followers.rev) return this.#goLive(listener, followers, stands);
      followers.behind.set(listener, stands);
    }
  }

  #goLive(listener: Listener, followers: Followers, since: number): void {
    const listeners = followers.live.get(listener.language) ?? new Map<Listener, number>();
    followers.live.set(listener.language, listeners.set(listener, since));
    followers.behind.delete(listener);
  }

  #add(listener: Listener, room: string): Followers {
    const rooms = this.#followed.get(listener) ?? new Set();
    this.#followed.set(listener, rooms.add(room));
    return this.#followers(room);
  }

  #followers(room: string): Followers {
    const known = this.#rooms.get(room);
    if (known !== undefined) return known;
    const followers = {
      rev: 0,
      live: new Map(),
      behind: new Map(),
      awaiting: new Set<() => void>(),
    };
    this.#rooms.set(room, followers);
    return followers;
  }
}
