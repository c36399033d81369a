import type { GameMessage, Message, OpenGame } from '../../protocol/model.ts';
import type { Queries } from '../store/database.ts';
import { latestOpenGames, mostLatest, openGamesOf, type KeptGame } from '../store/games.ts';

/** The open games that people are told of when they come. */
export class OpenGames {
  readonly #queries: Queries;
  /** The same for everybody, until a game changes. */
  #latest: Promise<OpenGame[]> | undefined;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  /** One's own, oldest first, and the latest of others. */
  async seenBy(person: string): Promise<OpenGame[]> {
    const latest = await this.#read();
    const own = await this.#ownOf(person, latest);
    const ids = new Set(own.map(({ message }) => message.id));
    return [...own, ...latest.filter(({ message }) => !ids.has(message.id))];
  }

  changed(messages: Message[]): void {
    if (messages.some(({ kind }) => kind === 'game')) this.#latest = undefined;
  }

  async #ownOf(person: string, latest: OpenGame[]): Promise<OpenGame[]> {
    // Fewer than there may be are all that there are.
    const areAll = latest.length < mostLatest;
    if (!areAll) return (await openGamesOf(this.#queries, person)).map(told);
    return latest.filter(({ message }) => concerns(message, person)).toSorted(byBeginning);
  }

  #read(): Promise<OpenGame[]> {
    if (this.#latest !== undefined) return this.#latest;
    const reading = latestOpenGames(this.#queries).then((games) => games.map(told));
    this.#latest = reading;
    // What failed is tried anew by whoever comes next.
    reading.catch(() => (this.#latest = undefined));
    return reading;
  }
}

function told({ room, message }: KeptGame): OpenGame {
  return { room: room.name, message };
}

function concerns({ seats, invited }: GameMessage, person: string): boolean {
  return invited?.id === person || seats.some((player) => player?.id === person);
}

function byBeginning({ message: one }: OpenGame, { message: other }: OpenGame): number {
  return one.at - other.at || one.seq - other.seq;
}
