import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { acts, type Act, type Step } from '../../test-support/leaks/acts.ts';
import { World } from '../../test-support/leaks/world.ts';
import { startServer } from '../../test-support/running/test-server.ts';

/** Batches of acts that run at the same time, in one world. */
const batches = 150;
const mostAtOnce = 4;

test('whatever people do at the same time, nobody receives a trace of a room that is not theirs', async (t) => {
  const server = await startServer(t);
  const done = new Set<Act>();
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const [world, random] = [await World.open(server, done), randomFrom(seed)];
      await world.rehearse();
      for (let batch = 0; batch < batches; batch++) {
        await world.run(Array.from({ length: 1 + random(mostAtOnce) }, () => stepFrom(random)));
      }
      world.end();
    }),
    { numRuns: 3, endOnFailure: true },
  );
  // Otherwise the test would prove nothing about them.
  assert.deepEqual(
    [...acts].filter((act) => !done.has(act)),
    [],
  );
});

type Random = (below: number) => number;

/** A linear congruential generator, with the constants of Numerical Recipes. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function stepFrom(random: Random): Step {
  const [who, other, room] = [random(10), random(10), random(50)];
  return {
    act: acts[random(acts.length)]!,
    who,
    other,
    room,
    flag: random(2) === 0,
    isAllowed: random(4) > 0,
  };
}
