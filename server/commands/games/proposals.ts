import type { Changes } from '../../../protocol/commands.ts';
import { games } from '../../../protocol/games/games.ts';
import { limits } from '../../../protocol/limits.ts';
import type { GameMessage, Person } from '../../../protocol/model.ts';
import { freeSeat, seatOf } from '../../../protocol/games/seats.ts';
import { denial } from '../../access/permissions.ts';
import { standingOf } from '../../access/standing.ts';
import { isRobot } from './robots.ts';
import type { Transaction } from '../../store/database.ts';
import {
  countOpenGames,
  saveGame,
  noteMove,
  scoreBetween,
  type KeptGame,
} from '../../store/games.ts';
import { addMessage } from '../../store/messages.ts';
import { personById } from '../../store/people.ts';
import type { RoomRow } from '../../store/records.ts';
import type { Handler, Request } from '../handler.ts';
import { isTooOld } from './time-limit.ts';
import { continueGame, gameById, permittedGame } from './game-state.ts';
import { postedBefore } from '../messages.ts';
import { once } from '../idempotency.ts';
import { permitted } from '../permitted.ts';
import { changed, refused, type Outcome } from '../outcome.ts';
import { tooManyWith } from './robot-games.ts';

type Proposal = Changes['game.propose'];

/** The first seats, the invited person, and the score so far. */
type Setting = Pick<GameMessage, 'seats' | 'invited' | 'score'>;

export const propose: Handler<Proposal> = async (queries, { by, at, change }) => {
  const known = await postedBefore(queries, { by, at, change }, ['game']);
  if (known !== undefined) return known;
  const { room, denied } = await permitted(queries, by, change.room, 'write');
  if (denied) return denied;
  if (!games.has(change.game)) return refused('unknown_game', { path: '/game' });
  if (await hasTooMany(queries, by)) return refused('too_many_games');
  const setting = await settingOf(queries, room, by, change);
  if ('is' in setting) return setting;
  const tooMany = await tooManyWith(queries, by, setting.invited);
  if (tooMany !== undefined) return tooMany;
  return begin(queries, room, by, at, change, setting);
};

/** The first other person who accepts gets the free seat. */
export const accept: Handler<Changes['game.accept']> = (queries, { by, at, change }) =>
  onProposal(queries, { by, at, change }, async (kept) => {
    const { message } = kept;
    if (isOver(message, at)) return refused('game_over');
    const free = freeSeat(message);
    if (free === undefined) return refused('stale');
    const isForAnother = message.invited !== undefined && message.invited.id !== by.id;
    if (isForAnother || seatOf(message, by) !== undefined) return refused('seat_reserved');
    if (await hasTooMany(queries, by)) return refused('too_many_games');
    const seats = message.seats.with(free, by) as [Person, Person];
    const score = await scoreBetween(queries, kept.room.number, message.game, seats);
    const begun = await continueGame(queries, kept, { seats, score });
    await noteMove(queries, message.id, at);
    return changed(begun);
  });

/** The proposer withdraws the game, or the invited person declines it. */
export const withdraw: Handler<Changes['game.withdraw']> = (queries, { by, at, change }) =>
  onProposal(queries, { by, at, change }, async (kept) => {
    const { message } = kept;
    if (message.result !== undefined) return refused('game_over');
    const isInvited = message.invited?.id === by.id;
    if (!isInvited && seatOf(message, by) === undefined) return refused('not_a_player');
    if (freeSeat(message) === undefined) return refused('stale');
    return changed(await continueGame(queries, kept, { result: { is: 'withdrawn' } }));
  });

/** Bots have their own limit, which is checked when they are invited. */
async function hasTooMany(queries: Transaction, by: Person): Promise<boolean> {
  return !isRobot(by) && (await countOpenGames(queries, by.id)) >= limits.games;
}

async function settingOf(
  queries: Transaction,
  room: RoomRow,
  by: Person,
  { to, again, game }: Proposal,
): Promise<Setting | Outcome> {
  if (again !== undefined) return rematchSetting(queries, room, by, game, again);
  const seats: GameMessage['seats'] = [by, null];
  if (to === undefined) return { seats, score: [0, 0] };
  const invited = await personById(queries, to);
  if (invited === undefined || invited.id === by.id) return refused('unknown_person');
  // Somebody who may not write here could never accept.
  if (denial(await standingOf(queries, invited, room), 'write', room) !== undefined) {
    return refused('unknown_person');
  }
  return { seats, invited, score: await scoreBetween(queries, room.number, game, [by, invited]) };
}

/** A rematch: the other player begins, and the seat of the opponent is free until they accept. */
async function rematchSetting(
  queries: Transaction,
  room: RoomRow,
  by: Person,
  game: string,
  id: string,
): Promise<Setting | Outcome> {
  const { room: played, message } = (await gameById(queries, id)) ?? {};
  if (message?.game !== game || played?.number !== room.number) {
    return refused('unknown_game', { path: '/again' });
  }
  const [first, second] = message.seats;
  if (seatOf(message, by) === undefined) return refused('not_a_player');
  if (message.result === undefined || first === null || second === null) return refused('stale');
  if (message.rematch !== undefined) return refused('stale');
  const isFirst = first.id === by.id;
  const score = await scoreBetween(queries, room.number, game, [second, first]);
  const seats: GameMessage['seats'] = isFirst ? [null, by] : [by, null];
  return { seats, score, invited: isFirst ? second : first };
}

async function begin(
  queries: Transaction,
  room: RoomRow,
  by: Person,
  at: number,
  { id, game, again }: Proposal,
  setting: Setting,
): Promise<Outcome> {
  const rev = queries.rooms.advanceForPost(room, at);
  const placed = { id, seq: rev, rev, author: by, at };
  const open: Pick<GameMessage, 'moves' | 'gone'> = { moves: [], gone: [null, null] };
  const message: GameMessage = { ...placed, kind: 'game', game, ...setting, ...open };
  await addMessage(queries, room.number, message);
  await saveGame(queries, room.number, message);
  const proposed = { room: room.id, message };
  const before = again === undefined ? undefined : await gameById(queries, again);
  if (before === undefined) return changed(proposed);
  return changed(proposed, await continueGame(queries, before, { rematch: id }));
}

function onProposal(
  queries: Transaction,
  request: Request<{ id: string; message: string }>,
  act: (kept: KeptGame) => Promise<Outcome>,
): Promise<Outcome> {
  return once(queries, request, async () => {
    const { kept, denied } = await permittedGame(queries, request.by, request.change.message);
    if (kept === undefined) return denied ?? refused('unknown_game', { path: '/message' });
    return act(kept);
  });
}

function isOver(message: GameMessage, now: number): boolean {
  const isLate = isTooOld(message, now) && freeSeat(message) !== undefined;
  return message.result !== undefined || isLate;
}
