import { replay } from '../protocol/games/game.ts';
import { games as rules } from '../protocol/games/games.ts';
import type { GameMessage, Person } from '../protocol/model.ts';

/** What a game waits for from somebody: to be taken, or the move after so many. */
export type Step = 'accept' | number;

/** What somebody is to do now in an open game; undefined where there is nothing. */
export function stepIn({ game, seats, invited, moves }: GameMessage, me: Person): Step | undefined {
  const known = rules.get(game);
  if (known === undefined) return undefined;
  if (seats.includes(null)) return invited?.id === me.id ? 'accept' : undefined;
  if (!seats.some((seat) => seat?.id === me.id)) return undefined;
  const { turn, ply } = replay(known, moves);
  return seats[turn]?.id === me.id ? ply : undefined;
}
