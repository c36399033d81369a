import type { Author } from '../protocol/model.ts';
import type { Change } from './commands/changes.ts';
import type { Clock } from './clock.ts';
import type { Ledger } from './ledger.ts';
import type { Database } from './store/database.ts';
import { countOpenGames, playersOfOpenGames } from './store/games.ts';

/** A reload takes less; somebody who is gone for longer is said to be gone. */
const reloadTakes = 5_000;
const lapsesEvery = 10 * 60 * 1_000;

const server: Author = { id: 'server', name: 'Causette' };

export interface Parts {
  clock: Clock;
  database: Database;
  ledger: Ledger;
  isHere: (person: string) => boolean;
  noteBug: (error: unknown) => void;
}

/** Lets games know which of their players are gone, and closes proposals that nobody takes. */
export class Absence {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.clock.every(lapsesEvery, () => this.#write(server, { type: 'game.lapse' }));
  }

  /**
   * The server has started, and everybody has lost their connection: whoever plays and is not
   * back after the grace is gone since then, unless they were gone before.
   */
  started(grace: number): void {
    const since = this.#parts.clock.now();
    this.#parts.clock.after(grace, () => void this.#lookForPlayers(since));
  }

  /** A connection of this person has begun. */
  came(person: Author): void {
    void this.#tellGames(person, { type: 'game.return' });
  }

  /** A connection of this person has ended. */
  left(person: Author): void {
    const { clock, isHere } = this.#parts;
    if (isHere(person.id)) return;
    const since = clock.now();
    clock.after(reloadTakes, () => {
      if (!isHere(person.id)) void this.#tellGames(person, { type: 'game.leave', since });
    });
  }

  async #lookForPlayers(since: number): Promise<void> {
    const { database, isHere, noteBug } = this.#parts;
    const players = await playersOfOpenGames(database).catch((error: unknown) => {
      noteBug(error);
      return [];
    });
    for (const id of players) {
      if (!isHere(id)) this.#write({ id, name: '' }, { type: 'game.leave', since });
    }
  }

  async #tellGames(person: Author, change: Change): Promise<void> {
    const { database, noteBug } = this.#parts;
    const open = await countOpenGames(database, person.id).catch((error: unknown) => {
      noteBug(error);
      return 0;
    });
    if (open > 0) this.#write(person, change);
  }

  #write(by: Author, change: Change): void {
    const { clock, ledger, noteBug } = this.#parts;
    ledger.write({ by, at: clock.now(), change }).catch(noteBug);
  }
}
