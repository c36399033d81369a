import type { GameMessage, Message, Person } from '../../protocol/model.ts';
import type { Change } from '../commands/registry.ts';
import { server } from '../commands/handler.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';
import type { Database } from '../store/database.ts';
import { begunGames, countOpenGames, playersOfOpenGames } from '../store/games.ts';

/** A reload takes less; somebody who is gone for longer is said to be gone. */
const reloadTakes = 5_000;
/** A clock may be off by so much without having been set: a process may be held up. */
const heldUp = 5_000;
const looksAtClockEvery = 1_000;
/** So many looks at the clock come to a minute. */
const looksALapse = 60;

export interface Parts {
  clock: Clock;
  database: Database;
  commitQueue: CommitQueue;
  isHere: (person: string) => boolean;
  reportError: (error: unknown) => void;
}

/** Lets games know which of their players are gone, and ends those that nobody goes on with. */
export class PlayerAbsence {
  readonly #parts: Parts;
  /** Who has come since the server started, until everybody has had the time to. */
  #back: Set<string> | undefined = new Set();
  /** Who may be said to be gone in an open game of theirs. */
  readonly #gone = new Set<string>();
  #isLapsing = false;
  #isOver = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#watchClock();
  }

  /**
   * The server has started, and everybody has lost their connection: whoever plays and is not
   * back after the grace is gone since then, unless they were gone before.
   */
  async started(grace: number): Promise<void> {
    for (const { message } of await begunGames(this.#parts.database)) this.#noteGone(message);
    this.#later(grace, () => void this.#lookForPlayers(this.#parts.clock.now() - grace));
  }

  /** The server stops: that everybody's connection ends says nothing about them. */
  stop(): void {
    this.#isOver = true;
  }

  /** A connection of this person has begun. */
  came(person: Person): void {
    this.#back?.add(person.id);
    if (this.#gone.delete(person.id)) void this.#tellGames(person, { type: 'game.return' });
  }

  /** A connection of this person has ended, or a game goes on that they play in. */
  lookFor(person: Person): void {
    const { clock, isHere } = this.#parts;
    if (isHere(person.id)) return;
    this.#later(reloadTakes, () => {
      const since = clock.now() - reloadTakes;
      if (!isHere(person.id)) this.#leave(person, since);
    });
  }

  /** Whoever proposed a game may be gone when it begins. */
  changed(messages: Message[]): void {
    for (const message of messages) {
      if (message.kind !== 'game') continue;
      if (message.result !== undefined) this.#over(message);
      else if (!message.seats.includes(null)) this.#goesOn(message);
    }
  }

  #goesOn(game: GameMessage): void {
    for (const [seat, player] of game.seats.entries()) {
      if (player !== null && game.gone[seat] === null) this.lookFor(player);
    }
    this.#noteGone(game);
  }

  /** It may have been the last game of somebody who is gone for good. */
  #over({ seats }: GameMessage): void {
    for (const player of seats) {
      if (player !== null && this.#gone.has(player.id)) void this.#plays(player);
    }
  }

  #noteGone({ seats, gone }: GameMessage): void {
    for (const [seat, player] of seats.entries()) {
      if (player !== null && gone[seat] !== null) this.#gone.add(player.id);
    }
  }

  /** Noted before it is written: whoever comes back meanwhile is to be said to be here again. */
  #leave(person: Person, since: number): void {
    this.#gone.add(person.id);
    void this.#tellGames(person, { type: 'game.leave', since });
  }

  /** A minute is a minute, whatever somebody does to the clock meanwhile. */
  #watchClock(): void {
    const { clock } = this.#parts;
    let last = clock.now();
    let looks = 0;
    clock.every(looksAtClockEvery, () => {
      const by = clock.now() - last - looksAtClockEvery;
      last = clock.now();
      looks += 1;
      if (this.#isOver) return;
      if (Math.abs(by) > heldUp) void this.#clockSet(by);
      // After that, and not by a timer of its own: nobody loses because the clock was set.
      if (looks % looksALapse === 0) void this.#lapse();
    });
  }

  /** One at a time: what it does not end, the next does. */
  async #lapse(): Promise<void> {
    if (this.#isLapsing) return;
    this.#isLapsing = true;
    await this.#write(server, { type: 'game.lapse' });
    this.#isLapsing = false;
  }

  async #clockSet(by: number): Promise<void> {
    await this.#write(server, { type: 'game.clock', by }, () => void this.#clockSet(by));
  }

  async #lookForPlayers(since: number): Promise<void> {
    const { database, reportError } = this.#parts;
    const back = this.#back;
    this.#back = undefined;
    const players = await playersOfOpenGames(database).catch((error: unknown) => {
      reportError(error);
      return [];
    });
    if (players.length > 0) await this.#clockSet(0);
    // One after the other: after a crash these may be all the players of ten thousand games.
    for (const id of players) {
      if (this.#isOver) return;
      if (back?.has(id)) continue;
      this.#gone.add(id);
      await this.#tellGames({ id, name: '' }, { type: 'game.leave', since });
    }
  }

  async #tellGames(person: Person, change: Change): Promise<void> {
    if (!(await this.#plays(person))) return;
    await this.#write(person, change, () => {
      const isSoStill = this.#parts.isHere(person.id) === (change.type === 'game.return');
      if (isSoStill) void this.#tellGames(person, change);
    });
  }

  /** Whether somebody has open games: of whom has none, nothing need be remembered. */
  async #plays({ id }: Person): Promise<boolean> {
    const { database, reportError } = this.#parts;
    try {
      const open = await countOpenGames(database, id);
      if (open === 0) this.#gone.delete(id);
      return open > 0;
    } catch (error) {
      reportError(error);
      return false;
    }
  }

  #later(milliseconds: number, call: () => void): void {
    this.#parts.clock.after(milliseconds, () => {
      if (!this.#isOver) call();
    });
  }

  /** `again` is called later when the store cannot keep anything now. */
  async #write(by: Person, change: Change, again?: () => void): Promise<void> {
    const { clock, commitQueue, reportError } = this.#parts;
    try {
      const outcome = await commitQueue.write({ by, at: clock.now(), change });
      const wait = outcome.is === 'refused' ? outcome.refusal.retryAfter : undefined;
      if (wait !== undefined && again !== undefined) this.#later(wait * 1_000, again);
    } catch (error) {
      reportError(error);
    }
  }
}
