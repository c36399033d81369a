import type { RoomChanges } from '../../protocol/frames.ts';
import type { GameMessage, OpenGame } from '../../protocol/model.ts';
import type { Queries } from '../store/database.ts';
import {
  latestOpenGames,
  maxLatest,
  openGamesOf,
  privateGamesSeenBy,
  type KeptGame,
} from '../store/games.ts';

/** The open games that a client gets when it connects. */
export class OpenGames {
  readonly #queries: Queries;
  /** Cached for all clients until a game changes. */
  #latest: Promise<OpenGame[]> | undefined;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /**
   * The person's own games, oldest first, then the latest games of others, in the rooms that the
   * person may see.
   */
  async seenBy(person: string): Promise<OpenGame[]> {
    const latest = await this.#read();
    const visible = (await privateGamesSeenBy(this.#queries, person)).map(openGame);
    const own = [...(await this.#ownOf(person, latest)), ...visible.filter(isOwn)].toSorted(
      byBeginning,
    );
    const ids = new Set(own.map(({ message }) => message.id));
    return [...own, ...[...visible, ...latest].filter(({ message }) => !ids.has(message.id))];

    function isOwn({ message }: OpenGame): boolean {
      return concerns(message, person);
    }
  }

  /** A game in a deleted room is gone. */
  roomLost(): void {
    this.#latest = undefined;
  }

  roomChanged({ messages }: RoomChanges): void {
    if (messages.some(({ kind }) => kind === 'game')) this.#latest = undefined;
  }

  async #ownOf(person: string, latest: OpenGame[]): Promise<OpenGame[]> {
    // Fewer than the limit: `latest` holds all open games.
    const isComplete = latest.length < maxLatest;
    if (!isComplete) return (await openGamesOf(this.#queries, person, 'open')).map(openGame);
    return latest.filter(({ message }) => concerns(message, person)).toSorted(byBeginning);
  }

  #read(): Promise<OpenGame[]> {
    if (this.#latest !== undefined) return this.#latest;
    const reading = latestOpenGames(this.#queries).then((games) => games.map(openGame));
    this.#latest = reading;
    // A failed read is retried for the next client.
    reading.catch(() => (this.#latest = undefined));
    return reading;
  }
}

function openGame({ room, message }: KeptGame): OpenGame {
  return { room: room.id, message };
}

function concerns({ seats, invited }: GameMessage, person: string): boolean {
  return invited?.id === person || seats.some((player) => player?.id === person);
}

function byBeginning({ message: one }: OpenGame, { message: other }: OpenGame): number {
  return one.at - other.at || one.seq - other.seq;
}
