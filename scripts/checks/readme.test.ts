import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { frameTypes, missingFromTable } from './readme.ts';

test('a type is missing unless a row of a table names it', () => {
  const readme = '`edit` in a sentence\n| `post` | says something |\n| postpone | |';
  assert.deepEqual(missingFromTable(['post', 'edit', 'postpone'], readme), ['edit', 'postpone']);
});

test('the frames are found where they are declared', () => {
  const source = readFileSync(new URL('../../protocol/frames.ts', import.meta.url), 'utf8');
  const types = frameTypes(source);
  for (const type of ['welcome', 'changes', 'ack', 'refused', 'bye'])
    assert.ok(types.includes(type));
});
