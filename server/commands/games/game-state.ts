import type { Seat } from '../../../protocol/games/game.ts';
import { freeSeat, seatOf } from '../../../protocol/games/seats.ts';
import type { GameMessage, Person } from '../../../protocol/model.ts';
import type { Transaction } from '../../store/database.ts';
import { saveGame, type KeptGame } from '../../store/games.ts';
import { messageById } from '../../store/messages.ts';
import { revise } from '../messages.ts';
import { permittedMessage } from '../permitted.ts';
import { refused, type Changed, type Outcome } from '../outcome.ts';

export async function gameById(queries: Transaction, id: string): Promise<KeptGame | undefined> {
  const kept = await messageById(queries, id);
  if (kept === undefined || kept.message.kind !== 'game') return undefined;
  return { room: kept.room, message: kept.message };
}

/** Stores the next state of a game. */
export async function continueGame(
  queries: Transaction,
  { room, message }: KeptGame,
  next: Partial<GameMessage>,
): Promise<Changed> {
  const game = { ...message, ...next };
  // The table of games holds seats and results only; moves and absences are in the message.
  if (next.seats !== undefined || next.result !== undefined)
    await saveGame(queries, room.number, game);
  return revise(queries, room, (rev) => ({ ...game, rev }));
}

/** A game in a room where this person may write; both are undefined if they know of no such game. */
export async function permittedGame(
  queries: Transaction,
  by: Person,
  id: string,
): Promise<{ kept?: KeptGame; denied?: Outcome }> {
  const { kept, denied } = await permittedMessage(queries, by, id);
  if (denied !== undefined) return { denied };
  if (kept === undefined || kept.message.kind !== 'game') return {};
  return { kept: { room: kept.room, message: kept.message } };
}

/** Runs `act` for a player of a running game; refuses everybody and everything else. */
export async function asPlayer(
  queries: Transaction,
  person: Person,
  id: string,
  act: (kept: KeptGame, seat: Seat) => Promise<Outcome>,
): Promise<Outcome> {
  const { kept, denied } = await permittedGame(queries, person, id);
  if (kept === undefined) return denied ?? refused('unknown_game', { path: '/message' });
  const seat = seatOf(kept.message, person);
  if (seat === undefined) return refused('not_a_player');
  if (kept.message.result !== undefined) return refused('game_over');
  if (freeSeat(kept.message) !== undefined) return refused('not_started');
  return act(kept, seat);
}
