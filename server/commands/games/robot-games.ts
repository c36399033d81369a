import { limits } from '../../../protocol/limits.ts';
import type { Person } from '../../../protocol/model.ts';
import { guestPrefix, isGuest } from '../../access/guests.ts';
import { isRobot } from './robots.ts';
import type { Queries } from '../../store/database.ts';
import { countGamesWith } from '../../store/games.ts';
import { refused, type Outcome } from '../outcome.ts';

const forGuests = `Guests have at most ${limits.guestRobotGames} open games with one robot.`;

/**
 * The refusal if a bot cannot play one more game with this person, else undefined. One person may
 * hold only a few of its games. One client can be any number of guests: all guests together get half.
 */
export async function tooManyWith(
  queries: Queries,
  by: Person,
  opponent: Person | undefined,
): Promise<Outcome | undefined> {
  if (opponent === undefined || !isRobot(opponent)) return undefined;
  if ((await countGamesWith(queries, opponent.id, by.id)) >= limits.botGames) {
    return refused('too_many_bot_games');
  }
  if ((await countGamesWith(queries, opponent.id, '*')) >= limits.allBotGames) {
    return refused('bot_busy');
  }
  if (!isGuest(by)) return undefined;
  const guests = await countGamesWith(queries, opponent.id, `${guestPrefix}*`);
  if (guests < limits.guestRobotGames) return undefined;
  return refused('too_many_bot_games', { message: forGuests });
}
