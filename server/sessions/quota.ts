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

/** Rooms that are followed for one credit. */
const roomsPerCredit = 50;

/**
 * Takes what a command costs, before it is looked at: a faulty one costs as much. Returns why it has
 * to wait, where there are not the credits. A robot is part of the server, and only answers people.
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

/** Takes so many credits of a person or an address. Returns why to wait, where there are not as many. */
export function charge(
  limiter: RateLimiter,
  who: Pick<Person, 'id'>,
  cost = 1,
): Refusal | undefined {
  const wait = limiter.take(who.id, cost);
  if (wait === 0) return undefined;
  return refusal('rate_limited', { retryAfter: Math.ceil(wait * 1_000) / 1_000 });
}

/** Whatever stands for the rooms: more than there can be cost as much as all of them. */
function costOfFollowing(rooms: unknown): number {
  const count = Math.min(Object.keys(Object(rooms) as object).length, limits.rooms);
  return Math.max(1, Math.ceil(count / roomsPerCredit));
}

function limiterFor({ commandLimiter, signalLimiter }: Limiters, type: unknown): RateLimiter {
  return isSign(type) ? signalLimiter : commandLimiter;
}

/** What a client says by itself as it goes on; a search is asked for. */
function isSign(type: unknown): boolean {
  return type === 'follow' || type === 'typing' || type === 'presence' || type === 'read';
}
