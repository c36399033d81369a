import assert from 'node:assert/strict';
import test from 'node:test';
import { commands } from './commands.ts';
import { ruleOf } from './field-rule.ts';

test('states the rule of each kind of field in words', () => {
  const { id, message, emoji, on } = commands.react.properties;
  const { seq, id: answerId } = commands.read.properties;
  assert.deepEqual(
    [id, message, emoji, on, seq, answerId, commands.follow.properties.rooms].map(ruleOf),
    [
      '8 to 64 letters, digits, `-` or `_`',
      '8 to 64 letters, digits, `-` or `_`',
      '0 to 16 characters',
      'boolean',
      'whole number from 0',
      '1 to 64 characters',
      'object of whole numbers',
    ],
  );
});
