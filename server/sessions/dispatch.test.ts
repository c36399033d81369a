import assert from 'node:assert/strict';
import test from 'node:test';
import { chargeCommand } from './quota.ts';
import { RateLimiter } from '../runtime/rate-limiter.ts';
import { ManualClock } from '../test-support/manual-clock.ts';

test('a person waits where the credits are spent; a robot answers all who play with it', () => {
  const clock = new ManualClock();
  const credits = {
    commandLimiter: new RateLimiter(1, clock),
    signalLimiter: new RateLimiter(1, clock),
  };
  const move = { type: 'game.play' };
  const asked = (id: string): unknown[] =>
    Array.from({ length: 6 }, () => chargeCommand(credits, { id, name: id }, move)?.code);
  const free = Array<undefined>(4).fill(undefined);
  assert.deepEqual(asked('toto'), [...free, 'rate_limited', 'rate_limited']);
  assert.deepEqual(asked('robot'), [...free, undefined, undefined]);
});
