import type { RoomChanges } from '../../protocol/frames.ts';
import type { GameMessage, Person } from '../../protocol/model.ts';
import type { Change } from '../commands/registry.ts';
import { server } from '../commands/handler.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';
import type { Database } from '../store/database.ts';
import { startedGames, countOpenGames, playersOfOpenGames } from '../store/games.ts';

/** Milliseconds without a connection until a player is marked absent; a reload takes less. */
const absentAfter = 5_000;
/**
 * Largest clock jump (milliseconds) that counts as a delayed timer; a larger one means it was set.
 */
const longestDelay = 5_000;
const checkClockEvery = 1_000;
/** Clock checks per minute, the interval at which overdue games are ended. */
const checksPerLapse = 60;

export interface Parts {
  clock: Clock;
  database: Database;
  commitQueue: CommitQueue;
  isHere: (person: string) => boolean;
  reportError: (error: unknown) => void;
}

/** Marks absent players in their open games, and ends games that are overdue. */
export class PlayerAbsence {
  readonly #parts: Parts;
  /** Ids of people who connected since the start, until the grace period is over. */
  #returned: Set<string> | undefined = new Set();
  /** Ids of people who may be marked absent in an open game. */
  readonly #absent = new Set<string>();
  #isLapsing = false;
  #isStopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#watchClock();
  }

  /**
   * The server has started, so nobody is connected. Players who are not back after `grace`
   * milliseconds are marked absent since the start, unless they were absent before.
   */
  async started(grace: number): Promise<void> {
    for (const { message } of await startedGames(this.#parts.database)) this.#noteAbsent(message);
    this.#later(grace, () => void this.#markAbsentPlayers(this.#parts.clock.now() - grace));
  }

  /** The server stops: connections that end now do not make their players absent. */
  stop(): void {
    this.#isStopped = true;
  }

  /** A connection of this person has opened. */
  connected(person: Person): void {
    this.#returned?.add(person.id);
    if (this.#absent.delete(person.id)) void this.#updateGames(person, { type: 'game.return' });
  }

  /** A connection of this person has ended, or their game goes on: checks if they are here. */
  checkLater(person: Person): void {
    const { clock, isHere } = this.#parts;
    if (isHere(person.id)) return;
    this.#later(absentAfter, () => {
      const since = clock.now() - absentAfter;
      if (!isHere(person.id)) this.#leave(person, since);
    });
  }

  /** Messages have changed: the proposer of a game may be absent when it begins. */
  roomChanged({ messages }: RoomChanges): void {
    for (const message of messages) {
      if (message.kind !== 'game') continue;
      if (message.result !== undefined) this.#gameOver(message);
      else if (!message.seats.includes(null)) this.#gameGoesOn(message);
    }
  }

  #gameGoesOn(game: GameMessage): void {
    for (const [seat, player] of game.seats.entries()) {
      if (player !== null && game.gone[seat] === null) this.checkLater(player);
    }
    this.#noteAbsent(game);
  }

  /** It may have been the last open game of an absent player. */
  #gameOver({ seats }: GameMessage): void {
    for (const player of seats) {
      if (player !== null && this.#absent.has(player.id)) void this.#hasOpenGames(player);
    }
  }

  #noteAbsent({ seats, gone }: GameMessage): void {
    for (const [seat, player] of seats.entries()) {
      if (player !== null && gone[seat] !== null) this.#absent.add(player.id);
    }
  }

  /** Noted before the write: a player who returns meanwhile must be marked present again. */
  #leave(person: Person, since: number): void {
    this.#absent.add(person.id);
    void this.#updateGames(person, { type: 'game.leave', since });
  }

  /** Detects that the clock was set, so that a minute of absence stays a minute. */
  #watchClock(): void {
    const { clock } = this.#parts;
    let last = clock.now();
    let checks = 0;
    clock.every(checkClockEvery, () => {
      const by = clock.now() - last - checkClockEvery;
      last = clock.now();
      checks += 1;
      if (this.#isStopped) return;
      if (Math.abs(by) > longestDelay) void this.#clockSet(by);
      // After the correction and not by its own timer: nobody may lose because the clock was set.
      if (checks % checksPerLapse === 0) void this.#lapse();
    });
  }

  /** Ends overdue games. One run at a time; the next run ends what is left. */
  async #lapse(): Promise<void> {
    if (this.#isLapsing) return;
    this.#isLapsing = true;
    await this.#write(server, { type: 'game.lapse' });
    this.#isLapsing = false;
  }

  async #clockSet(by: number): Promise<void> {
    await this.#write(server, { type: 'game.clock', by }, () => void this.#clockSet(by));
  }

  async #markAbsentPlayers(since: number): Promise<void> {
    const { database, reportError } = this.#parts;
    const back = this.#returned;
    this.#returned = undefined;
    const players = await playersOfOpenGames(database).catch((error: unknown) => {
      reportError(error);
      return [];
    });
    if (players.length > 0) await this.#clockSet(0);
    // One at a time: after a crash these may be all players of ten thousand games.
    for (const id of players) {
      if (this.#isStopped) return;
      if (back?.has(id)) continue;
      this.#absent.add(id);
      await this.#updateGames({ id, name: '' }, { type: 'game.leave', since });
    }
  }

  async #updateGames(person: Person, change: Change): Promise<void> {
    if (!(await this.#hasOpenGames(person))) return;
    await this.#write(person, change, () => {
      const isStillTrue = this.#parts.isHere(person.id) === (change.type === 'game.return');
      if (isStillTrue) void this.#updateGames(person, change);
    });
  }

  /** Whether a person has open games; a person without any is forgotten. */
  async #hasOpenGames({ id }: Person): Promise<boolean> {
    const { database, reportError } = this.#parts;
    try {
      const open = await countOpenGames(database, id);
      if (open === 0) this.#absent.delete(id);
      return open > 0;
    } catch (error) {
      reportError(error);
      return false;
    }
  }

  #later(milliseconds: number, call: () => void): void {
    this.#parts.clock.after(milliseconds, () => {
      if (!this.#isStopped) call();
    });
  }

  /** `again` is called after `retryAfter` if the store is unavailable. */
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
