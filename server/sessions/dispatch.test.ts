import assert from 'node:assert/strict';
import test from 'node:test';
import { hurried } from './dispatch.ts';
import { Credits } from '../runtime/rate-limiter.ts';
import { HandClock } from '../test-support/manual-clock.ts';

test('a person waits where the credits are spent; a robot answers all who play with it', () => {
  const clock = new HandClock();
  const credits = { commandCredits: new Credits(1, clock), signCredits: new Credits(1, clock) };
  const move = { type: 'game.play' };
  const asked = (id: string): unknown[] =>
    Array.from({ length: 6 }, () => hurried(credits, { id, name: id }, move)?.code);
  const free = Array<undefined>(4).fill(undefined);
  assert.deepEqual(asked('toto'), [...free, 'too_fast', 'too_fast']);
  assert.deepEqual(asked('robot'), [...free, undefined, undefined]);
});
