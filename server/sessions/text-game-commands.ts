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
  readonly roomDirectory: Pick<RoomDirectory, 'nameOf'>;
}

/** Who sent a game command in which room, and how to reply. */
export interface TextRequest {
  by: Person;
  room: string;
  reply: (...lines: string[]) => void;
}

/** Game commands of the plain-text protocol. They name no game: it is found by the state of the games. */
export class TextGames {
  readonly #deps: TextGameDeps;

  constructor(deps: TextGameDeps) {
    this.#deps = deps;
  }

  async act(line: GameLine, request: TextRequest): Promise<void> {
    switch (line.is) {
      case 'propose':
        return this.#propose(line, request);
      case 'accept':
        return this.#accept(request);
      case 'resign':
        return this.#resign(request);
      case 'claim':
        return this.#claim(request);
      case 'play':
        return this.#play(line.move, request);
      case 'games':
        return this.#list(request);
    }
  }

  async #propose(
    { game, to }: Extract<GameLine, { is: 'propose' }>,
    request: TextRequest,
  ): Promise<void> {
    const person = to === '' ? undefined : await personNamed(this.#deps.database, to);
    if (to !== '' && person === undefined) return request.reply(refusals.unknown_person);
    const invited = person === undefined ? {} : { to: person.id };
    const change = {
      type: 'game.propose',
      id: newId(),
      room: request.room,
      game,
      ...invited,
    } as const;
    await this.#write(request, change);
  }

  async #accept(request: TextRequest): Promise<void> {
    const game = await proposalFor(this.#deps.database, request.by.id, request.room);
    if (game === undefined) return request.reply(refusals.unknown_game);
    await this.#write(request, { type: 'game.accept', id: newId(), message: game.id });
  }

  /** Plays in a game where it is the player's turn, else in the latest. */
  async #play(text: string, request: TextRequest): Promise<void> {
    const started = await this.#started(request);
    const game =
      started.find((each) => each.moves.length % 2 === seatOf(each, request.by)) ?? started[0];
    if (game === undefined) return request.reply(refusals.not_a_player);
    const move = games.get(game.game)?.readMove(text);
    if (move === undefined) return request.reply(refusals.invalid_move);
    const ply = game.moves.length;
    await this.#write(request, { type: 'game.play', id: newId(), message: game.id, ply, move });
  }

  /** Resigns a game, or withdraws or declines a proposal. */
  async #resign(request: TextRequest): Promise<void> {
    const [started] = await this.#started(request);
    const [game] = started === undefined ? await this.#own(request) : [started];
    if (game === undefined) return request.reply(refusals.not_a_player);
    const type = started === undefined ? 'game.withdraw' : 'game.resign';
    await this.#write(request, { type, id: newId(), message: game.id });
  }

  /** Claims a game whose other player is absent, else the latest. */
  async #claim(request: TextRequest): Promise<void> {
    const started = await this.#started(request);
    const game = started.find((each) => isOtherGone(each, request.by)) ?? started[0];
    if (game === undefined) return request.reply(refusals.not_a_player);
    await this.#write(request, { type: 'game.claim', id: newId(), message: game.id });
  }

  async #list({ by, reply }: TextRequest): Promise<void> {
    const open = await this.#deps.openGames.seenBy(by.id);
    if (open.length === 0) return reply('No game is open.');
    const lines = open.map(async ({ room, message }) => {
      const name = await this.#deps.roomDirectory.nameOf(room);
      return `# ${name}  ${gameLine(message)}`;
    });
    reply(...(await Promise.all(lines)));
  }

  async #started(request: TextRequest): Promise<GameMessage[]> {
    return (await this.#own(request)).filter((game) => freeSeat(game) === undefined);
  }

  /** The player's open games in the room, the latest first. */
  async #own({ by, room }: TextRequest): Promise<GameMessage[]> {
    const own = await openGamesOf(this.#deps.database, by.id);
    return own.flatMap((kept) => (kept.room.id === room ? [kept.message] : [])).reverse();
  }

  async #write({ by, reply }: TextRequest, change: Change): Promise<void> {
    const { commitQueue, clock } = this.#deps;
    const outcome = await commitQueue.write({ by, at: clock.now(), change });
    if (outcome.is === 'refused') reply(outcome.refusal.message);
  }
}

function isOtherGone(game: GameMessage, by: Person): boolean {
  return game.gone.some((since, seat) => since !== null && seat !== seatOf(game, by));
}
