import { v7 as newId } from 'uuid';
import { games } from '../protocol/games/games.ts';
import type { Author, GameMessage } from '../protocol/model.ts';
import { refusals } from '../protocol/refusals.ts';
import { gameLine, type GameLine } from '../protocol/text-games.ts';
import type { Causette } from './causette.ts';
import type { Change } from './commands/changes.ts';
import { freeSeat, seatOf } from './commands/match.ts';
import { openGamesIn, openGamesSeenBy } from './store/games.ts';
import { personNamed } from './store/people.ts';

/** Where a plain-text client stands, and how it is answered. */
export interface Table {
  by: Author;
  room: string;
  say: (...lines: string[]) => void;
}

/** Games for those who type: the game that is meant is the one that the words fit. */
export class TextGames {
  readonly #causette: Causette;

  constructor(causette: Causette) {
    this.#causette = causette;
  }

  async act(line: GameLine, table: Table): Promise<void> {
    switch (line.is) {
      case 'propose':
        return this.#propose(line, table);
      case 'accept':
        return this.#answer('game.accept', table, this.#isFor(table.by));
      case 'resign':
        return this.#resign(table);
      case 'claim':
        return this.#answer('game.claim', table, (game) => isPlayed(game, table.by));
      case 'play':
        return this.#play(line.move, table);
      case 'games':
        return this.#list(table);
    }
  }

  async #propose({ game, to }: Extract<GameLine, { is: 'propose' }>, table: Table): Promise<void> {
    const person = to === '' ? undefined : await personNamed(this.#causette.database, to);
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

  /** Where it is one's turn, else the latest. */
  async #play(text: string, table: Table): Promise<void> {
    const open = await this.#open(table.room);
    const played = open.filter((game) => isPlayed(game, table.by));
    const game = played.find((each) => isTurnOf(each, table.by)) ?? played[0];
    if (game === undefined) return table.say(refusals.not_a_player);
    const move = games.get(game.game)?.readMove(text);
    if (move === undefined) return table.say(refusals.wrong_move);
    const ply = game.moves.length;
    await this.#write(table, { type: 'game.play', id: newId(), message: game.id, ply, move });
  }

  /** Gives up a game, or takes back what nobody has accepted yet. */
  async #resign(table: Table): Promise<void> {
    const open = await this.#open(table.room);
    const own = open.filter((game) => seatOf(game, table.by) !== undefined);
    const game = own.find((each) => isPlayed(each, table.by)) ?? own[0];
    if (game === undefined) return table.say(refusals.not_a_player);
    const type = isPlayed(game, table.by) ? 'game.resign' : 'game.withdraw';
    await this.#write(table, { type, id: newId(), message: game.id });
  }

  async #answer(
    type: 'game.accept' | 'game.claim',
    table: Table,
    fits: (game: GameMessage) => boolean,
  ): Promise<void> {
    const game = (await this.#open(table.room)).find(fits);
    if (game === undefined) return table.say(refusals.unknown_game);
    await this.#write(table, { type, id: newId(), message: game.id });
  }

  async #list({ by, say }: Table): Promise<void> {
    const open = await openGamesSeenBy(this.#causette.database, by.id);
    if (open.length === 0) return say('No game is open.');
    say(...open.map(({ room, message }) => `# ${room}  ${gameLine(message)}`));
  }

  #open(room: string): Promise<GameMessage[]> {
    return openGamesIn(this.#causette.database, room);
  }

  async #write({ by, say }: Table, change: Change): Promise<void> {
    const { ledger, clock } = this.#causette;
    const outcome = await ledger.write({ by, at: clock.now(), change });
    if (outcome.is === 'refused') say(outcome.refusal.message);
  }

  #isFor({ id }: Author): (game: GameMessage) => boolean {
    return (game) =>
      freeSeat(game) !== undefined &&
      seatOf(game, { id, name: '' }) === undefined &&
      (game.invited === undefined || game.invited.id === id);
  }
}

function isPlayed(game: GameMessage, by: Author): boolean {
  return seatOf(game, by) !== undefined && freeSeat(game) === undefined;
}

function isTurnOf(game: GameMessage, by: Author): boolean {
  return game.moves.length % 2 === seatOf(game, by);
}
