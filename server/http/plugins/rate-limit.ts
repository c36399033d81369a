import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { refusal } from '../../../protocol/refusals.ts';
import { addressOf } from '../request/client-address.ts';
import { refusedWith } from './error-handler.ts';
import { isApi } from '../request/matched-route.ts';
import { RateLimitStore } from './rate-limit-store.ts';

/** Requests allowed per address for each command allowed per person. */
const requestsPerCommand = 2;

/** Limits the API requests of one address in a minute. A route may have its own limit. */
export async function limitRequestRates(
  app: FastifyInstance,
  commandsASecond: number,
): Promise<void> {
  if (commandsASecond === 0) return;
  await app.register(rateLimit, {
    max: commandsASecond * requestsPerCommand * 60,
    timeWindow: '1 minute',
    keyGenerator: addressOf,
    allowList: (request) => !isApi(request),
    store: RateLimitStore,
    errorResponseBuilder: (_request, { ttl }) =>
      refusedWith(refusal('rate_limited', { retryAfter: Math.ceil(ttl / 1_000) })),
  });
}
