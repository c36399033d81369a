import type { GameMessage, Person } from '../model.ts';
import type { Seat } from './game.ts';

/** The seat of a person in a game. Undefined for a spectator. */
export function seatOf(
  { seats }: Pick<GameMessage, 'seats'>,
  { id }: Pick<Person, 'id'>,
): Seat | undefined {
  if (seats[0]?.id === id) return 0;
  return seats[1]?.id === id ? 1 : undefined;
}

export function otherSeat(seat: Seat): Seat {
  return seat === 0 ? 1 : 0;
}

/** The seat that nobody has taken yet. Undefined once the game has begun. */
export function freeSeat({ seats }: Pick<GameMessage, 'seats'>): Seat | undefined {
  if (seats[0] === null) return 0;
  return seats[1] === null ? 1 : undefined;
}
