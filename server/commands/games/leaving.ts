import type { GameResult } from '../../../protocol/model.ts';
import { freeSeat, otherSeat, seatOf } from '../../../protocol/games/seats.ts';
import type { Transaction } from '../../store/database.ts';
import { openGamesIn, openGamesOf } from '../../store/games.ts';
import type { RoomRow } from '../../store/records.ts';
import type { Changed } from '../outcome.ts';
import { continueGame } from './game-state.ts';

/** A person leaves a room: resigns their games there, and withdraws their proposals. */
export async function endGamesOf(
  queries: Transaction,
  person: string,
  room: RoomRow,
): Promise<Changed[]> {
  const ended: Changed[] = [];
  for (const kept of await openGamesOf(queries, person)) {
    if (kept.room.id !== room.id) continue;
    const seat = seatOf(kept.message, { id: person });
    const isStarted = seat !== undefined && freeSeat(kept.message) === undefined;
    const result: GameResult = isStarted
      ? { is: 'won', seat: otherSeat(seat), by: 'resignation' }
      : { is: 'withdrawn' };
    ended.push(await continueGame(queries, kept, { result }));
  }
  return ended;
}

/** Ends all games of a room without a winner. */
export async function endGamesIn(queries: Transaction, room: RoomRow): Promise<Changed[]> {
  const ended: Changed[] = [];
  for (const kept of await openGamesIn(queries, room.number)) {
    ended.push(await continueGame(queries, kept, { result: { is: 'withdrawn' } }));
  }
  return ended;
}
