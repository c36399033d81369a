import assert from 'node:assert/strict';
import test from 'node:test';
import type { Mutant } from './mutants.ts';
import type { Fate, Tried } from './trial.ts';
import { changedLines, sampleOf, restOf, together } from './choice.ts';

const hundred = Array.from({ length: 100 }, (_, at) => at);

test('a sample depends on the seed only, and keeps the order of the list', () => {
  const sample = sampleOf(hundred, 10, 1);
  assert.deepEqual(sampleOf(hundred, 10, 1), sample);
  assert.notDeepEqual(sampleOf(hundred, 10, 2), sample);
  assert.deepEqual(
    sample.toSorted((a, b) => a - b),
    sample,
  );
  assert.equal(new Set(sample).size, 10);
});

test('a sample larger than the list is the whole list', () => {
  assert.deepEqual(sampleOf(hundred, 200, 1), hundred);
});

test('finds the lines that a diff adds, not those that it removes', () => {
  const difference = [
    'diff --git a/server/hub.ts b/server/hub.ts',
    '--- a/server/hub.ts',
    '+++ b/server/hub.ts',
    '@@ -4 +4 @@ import',
    '-old',
    '+new',
    '@@ -9,2 +9,0 @@ class Hub {',
    '@@ -20,0 +19,2 @@ class Hub {',
    '--- a/client/chat.ts',
    '+++ b/client/chat.ts',
    '@@ -1,3 +1 @@',
  ].join('\n');
  assert.deepEqual(
    [...changedLines(difference)],
    ['server/hub.ts:4', 'server/hub.ts:19', 'server/hub.ts:20', 'client/chat.ts:1'],
  );
});

test('the rest is what survived or was not tried; killed mutants stay killed', () => {
  const before = [tried(1, 'noticed'), tried(2, 'survived'), tried(3, 'survived')];
  const left = restOf([mutant(1), mutant(2), mutant(3), mutant(4)], { 'hub.ts': before });
  assert.deepEqual(left, [mutant(2), mutant(3), mutant(4)]);
  const now = [tried(2, 'noticed'), tried(3, 'survived')];
  assert.deepEqual(together(before, now), [tried(1, 'noticed'), ...now]);
});

function mutant(start: number): Mutant {
  return { file: 'hub.ts', start, end: 9, text: '', line: 1, column: start, was: 'a', becomes: '' };
}

function tried(start: number, fate: Fate): Tried {
  return { ...mutant(start), fate, shownTo: 1, reachedBy: 1 };
}
