import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/model.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import { isRobot } from '../commands/games/robots.ts';
import type { RateLimiter } from '../runtime/rate-limiter.ts';

/** The rate limiters of one server. Signals such as typing have a limit of their own. */
export interface Limiters {
  readonly commandLimiter: RateLimiter;
  readonly signalLimiter: RateLimiter;
}

/** Rooms of a `follow` command per token. */
const roomsPerToken = 50;

/**
 * Takes the tokens for a command before it is validated: an invalid command costs as much. Returns a
 * refusal if there are too few. Bots are not limited: they are part of the server and only answer.
 */
export function chargeCommand(
  limiters: Limiters,
  person: Person,
  command: unknown,
): Refusal | undefined {
  if (isRobot(person)) return undefined;
  const { type, rooms } = Object(command) as { type?: unknown; rooms?: unknown };
  const cost = type === 'follow' ? costOfFollowing(rooms) : 1;
  return charge(limiterFor(limiters, type), person, cost);
}

/** Takes `cost` tokens of a person or an address. Returns a refusal if there are too few. */
export function charge(
  limiter: RateLimiter,
  who: Pick<Person, 'id'>,
  cost = 1,
): Refusal | undefined {
  const wait = limiter.take(who.id, cost);
  if (wait === 0) return undefined;
  return refusal('rate_limited', { retryAfter: Math.ceil(wait * 1_000) / 1_000 });
}

/** The value may be invalid. It never costs more than all rooms that can exist. */
function costOfFollowing(rooms: unknown): number {
  const count = Math.min(Object.keys(Object(rooms) as object).length, limits.rooms);
  return Math.max(1, Math.ceil(count / roomsPerToken));
}

function limiterFor({ commandLimiter, signalLimiter }: Limiters, type: unknown): RateLimiter {
  return isAutomatic(type) ? signalLimiter : commandLimiter;
}

/** Signals that clients send automatically. A search of people is sent on request, as a command is. */
function isAutomatic(type: unknown): boolean {
  return type === 'follow' || type === 'typing' || type === 'presence' || type === 'read';
}
