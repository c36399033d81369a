import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { check } from './checker.ts';
import type { RequestedChange } from './history.ts';
import { eventsOf, fewSteps, harms, messagesOf, remove, textBy } from '../test-support/harms.ts';
import { ada, goodRun, zoe, type OpenRun, type Step } from '../test-support/scripted-run.ts';

const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom('post', 'edit', 'delete', 'react', 'refused', 'restart'),
  by: fc.constantFrom(0, 1),
  at: fc.nat(20),
});
const anySteps = fc.array(step, { maxLength: 60 });
test('a correct run has no violation', () => {
  fc.assert(
    fc.property(anySteps, (steps) => {
      assert.deepEqual(check(goodRun(steps)), []);
    }),
  );
});

for (const [name, [harm, ...text]] of Object.entries(harms)) {
  test(`reports: ${name}`, () => {
    const run = goodRun(fewSteps);
    harm(run);
    const sentences = check(run).map((violation) => `${violation.is}: ${violation.text}`);
    for (const sentence of text) {
      assert.ok(
        sentences.some((each) => sentence.test(each)),
        sentences.join('\n') || 'nothing',
      );
    }
  });
}

test('reports any lost or changed message, in any run', () => {
  fc.assert(
    fc.property(anySteps, fc.nat(), fc.constantFrom(0, 1, 2), (steps, at, kind) => {
      const run = goodRun([...fewSteps, ...steps]);
      const { id } = messagesOf(run)[at % messagesOf(run).length]!;
      if (kind === 0) remove(run, id);
      if (kind === 1) run.replicas[0]!.messages.splice(at % messagesOf(run).length, 1);
      if (kind === 2)
        messagesOf(run)[at % messagesOf(run).length]!.author = { ...ada, id: 'other' };
      assert.notDeepEqual(check(run), []);
    }),
  );
});

test('an unanswered change is stored as a whole, or not at all', () => {
  const unanswered = (run: OpenRun): void => {
    const id = 'unsure-01';
    const change: RequestedChange = {
      type: 'edit',
      id,
      message: textBy(run, zoe.id).id,
      text: 'perhaps',
    };
    eventsOf(run, 1).push({ is: 'requested', change });
  };
  const without = goodRun(fewSteps);
  unanswered(without);
  assert.deepEqual(check(without), []);
  const half = goodRun(fewSteps);
  unanswered(half);
  textBy(half, zoe.id).text = 'perhaps';
  assert.deepEqual(
    check(half).map(({ is }) => is),
    ['wrong', 'diverged', 'diverged'],
  );
});
