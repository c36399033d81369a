import type { RoomChanges } from '../protocol/frames.ts';
import { Audience } from './audience.ts';
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
  /** Those who hear what comes. */
  readonly live: Map<Language, Audience>;
  /** Those who catch up, with the revision that they stand at. */
  readonly behind: Map<Listener, number>;
  /** Those who read the room themselves, and wait for it to move on. */
  readonly awaiting: Set<() => void>;
}

/** Fan-out: who follows which room on this server, and where each of them stands. */
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
    this.#goLive(listener, room, this.#add(listener, room).rev);
  }

  leave(listener: Listener, room: string): void {
    const followers = this.#rooms.get(room);
    followers?.live.get(listener.language)?.leave(listener);
    followers?.behind.delete(listener);
    this.#followed.get(listener)?.delete(room);
  }

  leaveAll(listener: Listener): void {
    for (const room of this.#followed.get(listener) ?? []) this.leave(listener, room);
    this.#followed.delete(listener);
    this.#lagging.forget(listener);
  }

  /**
   * Tells everyone who follows the room; those who do not keep up will catch up later. Resolves
   * when all others have been told.
   */
  async announce(changes: RoomChanges): Promise<void> {
    this.#catchUps.changed(changes.room);
    const followers = this.#followers(changes.room);
    followers.rev = Math.max(followers.rev, changes.rev);
    for (const go of followers.awaiting) go();
    await Promise.all([...followers.live.values()].map((audience) => audience.tell(changes)));
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
      const rev = this.#rooms.get(room)?.live.get(listener.language)?.revisionOf(listener);
      return rev === undefined ? [] : [[room, rev] as const];
    });
    return Object.fromEntries(rooms);
  }

  #lag(listener: Listener, room: string, stands: number): void {
    this.#add(listener, room).behind.set(listener, stands);
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
      if (stands >= followers.rev) return this.#goLive(listener, room, stands);
      followers.behind.set(listener, stands);
    }
  }

  #goLive(listener: Listener, room: string, stands: number): void {
    const { live, behind } = this.#followers(room);
    const known = live.get(listener.language);
    const audience =
      known ?? new Audience(listener.language, (who, at) => this.#lag(who, room, at));
    if (known === undefined) live.set(listener.language, audience);
    audience.add(listener, stands);
    behind.delete(listener);
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
