import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionMade } from '../../../../protocol/http.ts';
import type { CommitQueue } from '../../../commit/commit-queue.ts';
import type { AttemptLimiter } from '../../../runtime/attempt-limiter.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { newToken } from '../../../runtime/tokens.ts';
import { endAllWith, type Opened } from '../../ended-tokens.ts';
import { authenticate, type AuthenticationDeps } from '../../plugins/authentication.ts';
import { RefusedRequest, refusedWith } from '../../plugins/error-handler.ts';
import { setToken } from '../../plugins/session-cookie.ts';
import { deviceOf } from '../../request/device.ts';

export interface NewSessionDeps extends AuthenticationDeps, Opened {
  readonly clock: Clock;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly attemptLimiter: Pick<AttemptLimiter, 'take' | 'giveBack'>;
}

/** Sign-ins a minute from one address: enough for a class behind one router. */
export const signInsAMinute = { max: 120, timeWindow: '1 minute' } as const;

/** Adds a session for a person, in place of the one of the request, and sets the cookie. */
export async function answerWithSession(
  deps: NewSessionDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  person: string,
): Promise<SessionMade> {
  const { token, hash } = newToken();
  const before = await authenticate(deps, request);
  const replaces = before === undefined ? {} : { replaces: before.hash };
  const device = deviceOf(request.headers['user-agent']);
  const outcome = await deps.commitQueue.write({
    by: { id: person, name: '' },
    at: deps.clock.now(),
    change: { type: 'session.add', person, hash, device, ...replaces },
  });
  if (outcome.is === 'refused') throw refusedWith(outcome.refusal);
  if (outcome.is !== 'signed-in') throw new Error(`unexpected outcome: ${outcome.is}`);
  if (before !== undefined) endAllWith(deps, [before.hash]);
  setToken(request, reply, token, deps.clock.now());
  void reply.code(201);
  return { person: outcome.person, token };
}

/**
 * Counts an attempt with a secret under all keys, and runs it. A right one does not count.
 * @throws RefusedRequest (429) when one of the keys has had too many wrong ones, (403) when it is wrong.
 */
export async function attempt<Proved>(
  { attemptLimiter }: Pick<NewSessionDeps, 'attemptLimiter'>,
  keys: string[],
  check: () => Promise<Proved | undefined>,
): Promise<Proved> {
  const retryAfter = attemptLimiter.take(...keys);
  if (retryAfter > 0) throw new RefusedRequest(429, 'too_many_attempts', { retryAfter });
  const proved = await check();
  if (proved === undefined) throw new RefusedRequest(403, 'invalid_code');
  attemptLimiter.giveBack(...keys);
  return proved;
}
