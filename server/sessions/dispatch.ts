import { signals, type Command, type Signal } from '../../protocol/commands.ts';
import type { Ack, Refused } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/model.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import type { Causette } from '../composition-root.ts';
import { revisionOf, type Outcome } from '../commands/outcome.ts';
import { carryOutSignal } from './signals.ts';
import type { RateLimiter } from '../runtime/rate-limiter.ts';
import { isRobot } from '../commands/games/robots.ts';
import type { JsonSession } from './json-session.ts';

/** Who asks for something, from where, and the connection that they ask by, if there is one. */
export interface Requester {
  readonly person: Person;
  readonly address: string;
  readonly session: JsonSession | undefined;
}

/** Where the credits of everybody are. */
type Limiters = Pick<Causette, 'commandLimiter' | 'signalLimiter'>;

/** Rooms that are followed for one credit. */
const roomsPerCredit = 50;

/**
 * Takes what a command costs, before it is looked at: a faulty one costs as much. Returns why it has
 * to wait, where there are not the credits. A robot is part of the server, and only answers people.
 */
export function chargeCommand(
  causette: Limiters,
  person: Person,
  command: unknown,
): Refusal | undefined {
  if (isRobot(person)) return undefined;
  const { type, rooms } = Object(command) as { type?: unknown; rooms?: unknown };
  const cost = type === 'follow' ? costOfFollowing(rooms) : 1;
  return charge(limiterFor(causette, type), person, cost);
}

/** Takes so many credits of a person or an address. Returns why to wait, where there are not as many. */
export function charge(
  credits: RateLimiter,
  who: Pick<Person, 'id'>,
  cost = 1,
): Refusal | undefined {
  const wait = credits.take(who.id, cost);
  if (wait === 0) return undefined;
  return refusal('rate_limited', { retryAfter: Math.ceil(wait * 1_000) / 1_000 });
}

/** Does what a command asks for. What it resolves to is on disk. */
export function dispatch(
  causette: Causette,
  requester: Requester,
  command: Command,
): Promise<Outcome> {
  if (isSignal(command)) return carryOutSignal(causette, requester, command);
  const { commitQueue, clock, roomLimit } = causette;
  const request = { by: requester.person, at: clock.now(), change: command };
  if (command.type !== 'room.create') return commitQueue.write(request);
  return roomLimit.take(requester.address, (isFull) => commitQueue.write({ ...request, isFull }));
}

/** The one answer to a command that carries an id. */
export function answerTo(id: string, outcome: Exclude<Outcome, { is: 'refused' }>): Ack {
  const rev = revisionOf(outcome);
  return { type: 'ack', id, ...(rev !== undefined && { rev }) };
}

/** Says that a command changed nothing, whether it carries an id or not. */
export function refusedFrame(reason: Refusal, id: string | undefined): Refused {
  return { type: 'refused', ...(id !== undefined && { id }), ...reason };
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

function isSignal(command: Command): command is Signal {
  return Object.hasOwn(signals, command.type);
}
