import { replay } from '../protocol/games/game.ts';
import { games as rules } from '../protocol/games/games.ts';
import { freeSeat, seatOf } from '../protocol/games/seats.ts';
import type { GameMessage, Person } from '../protocol/model.ts';

/** What a game waits for: to be accepted, or the move after this many. */
export type Step = 'accept' | number;

/** What a player has to do now in an open game; undefined if nothing. */
export function stepIn(message: GameMessage, me: Person): Step | undefined {
  const known = rules.get(message.game);
  if (known === undefined) return undefined;
  if (freeSeat(message) !== undefined) {
    return message.invited?.id === me.id ? 'accept' : undefined;
  }
  const { turn, ply } = replay(known, message.moves);
  return seatOf(message, me) === turn ? ply : undefined;
}
