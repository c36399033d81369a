import { randomUUIDv7 as newId } from 'node:crypto';
import { games } from '../../protocol/games/games.ts';
import type { GameMessage, Person } from '../../protocol/model.ts';
import { refusals } from '../../protocol/refusals.ts';
import { gameLine, type GameLine } from '../../protocol/plain-text/games.ts';
import { freeSeat, seatOf } from '../../protocol/games/seats.ts';
import type { Change } from '../commands/registry.ts';
import { openGamesOf, proposalFor } from '../store/games.ts';
import { personNamed } from '../store/people.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';
import type { Database } from '../store/database.ts';
import type { OpenGames } from '../games/open-games.ts';
import type { RoomDirectory } from '../realtime/room-directory.ts';

export interface TextGameDeps {
  readonly clock: Clock;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly database: Database;
  readonly openGames: Pick<OpenGames, 'seenBy'>;
  readonly roomDirectory: Pick<RoomDirectory, 'titleOf'>;
}

/** Where a plain-text client stands, and how it is answered. */
export interface Table {
  by: Person;
  room: string;
  say: (...lines: string[]) => void;
}

/** Games for those who type: the game that is meant is the one that the words fit. */
export class TextGames {
  readonly #deps: TextGameDeps;

  constructor(deps: TextGameDeps) {
    this.#deps = deps;
  }

  async act(line: GameLine, table: Table): Promise<void> {
    switch (line.is) {
      case 'propose':
        return this.#propose(line, table);
      case 'accept':
        return this.#accept(table);
      case 'resign':
        return this.#resign(table);
      case 'claim':
        return this.#claim(table);
      case 'play':
        return this.#play(line.move, table);
      case 'games':
        return this.#list(table);
    }
  }

  async #propose({ game, to }: Extract<GameLine, { is: 'propose' }>, table: Table): Promise<void> {
    const person = to === '' ? undefined : await personNamed(this.#deps.database, to);
    if (to !== '' && person === undefined) return table.say(refusals.unknown_person);
    const invited = person === undefined ? {} : { to: person.id };
    const change = {
      type: 'game.propose',
      id: newId(),
      room: table.room,
      game,
      ...invited,
    } as const;
    await this.#write(table, change);
  }

  async #accept(table: Table): Promise<void> {
    const game = await proposalFor(this.#deps.database, table.by.id, table.room);
    if (game === undefined) return table.say(refusals.unknown_game);
    await this.#write(table, { type: 'game.accept', id: newId(), message: game.id });
  }

  /** Where it is one's turn, else the latest. */
  async #play(text: string, table: Table): Promise<void> {
    const played = await this.#played(table);
    const game =
      played.find((each) => each.moves.length % 2 === seatOf(each, table.by)) ?? played[0];
    if (game === undefined) return table.say(refusals.not_a_player);
    const move = games.get(game.game)?.readMove(text);
    if (move === undefined) return table.say(refusals.invalid_move);
    const ply = game.moves.length;
    await this.#write(table, { type: 'game.play', id: newId(), message: game.id, ply, move });
  }

  /** Gives up a game, or takes back or declines what is only proposed. */
  async #resign(table: Table): Promise<void> {
    const [played] = await this.#played(table);
    const [game] = played === undefined ? await this.#own(table) : [played];
    if (game === undefined) return table.say(refusals.not_a_player);
    const type = played === undefined ? 'game.withdraw' : 'game.resign';
    await this.#write(table, { type, id: newId(), message: game.id });
  }

  /** Where the other is gone, else the latest. */
  async #claim(table: Table): Promise<void> {
    const played = await this.#played(table);
    const game = played.find((each) => isOtherGone(each, table.by)) ?? played[0];
    if (game === undefined) return table.say(refusals.not_a_player);
    await this.#write(table, { type: 'game.claim', id: newId(), message: game.id });
  }

  async #list({ by, say }: Table): Promise<void> {
    const open = await this.#deps.openGames.seenBy(by.id);
    if (open.length === 0) return say('No game is open.');
    const lines = open.map(async ({ room, message }) => {
      const title = await this.#deps.roomDirectory.titleOf(room);
      return `# ${title}  ${gameLine(message)}`;
    });
    say(...(await Promise.all(lines)));
  }

  async #played(table: Table): Promise<GameMessage[]> {
    return (await this.#own(table)).filter((game) => freeSeat(game) === undefined);
  }

  /** One's own games in the room, the latest first. */
  async #own({ by, room }: Table): Promise<GameMessage[]> {
    const own = await openGamesOf(this.#deps.database, by.id);
    return own.flatMap((kept) => (kept.room.name === room ? [kept.message] : [])).reverse();
  }

  async #write({ by, say }: Table, change: Change): Promise<void> {
    const { commitQueue, clock } = this.#deps;
    const outcome = await commitQueue.write({ by, at: clock.now(), change });
    if (outcome.is === 'refused') say(outcome.refusal.message);
  }
}

function isOtherGone(game: GameMessage, by: Person): boolean {
  return game.gone.some((since, seat) => since !== null && seat !== seatOf(game, by));
}
