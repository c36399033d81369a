import assert from 'node:assert/strict';
import test from 'node:test';
import { chargeCommand } from './quota.ts';
import { RateLimiter } from '../runtime/rate-limiter.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';

test('a person is limited by the tokens left, a bot is not', () => {
  const clock = new ManualClock();
  const limiters = {
    commandLimiter: new RateLimiter(1, clock),
    signalLimiter: new RateLimiter(1, clock),
  };
  const move = { type: 'game.play' };
  const codesOf = (id: string): unknown[] =>
    Array.from({ length: 6 }, () => chargeCommand(limiters, { id, name: id }, move)?.code);
  const free = Array<undefined>(4).fill(undefined);
  assert.deepEqual(codesOf('toto'), [...free, 'rate_limited', 'rate_limited']);
  assert.deepEqual(codesOf('robot'), [...free, undefined, undefined]);
});
