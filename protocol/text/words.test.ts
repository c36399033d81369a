import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { faultOfEmoji, faultOfText } from './words.ts';

const codeOf = (fault: { code: string } | undefined): string | undefined => fault?.code;

test('requires something visible in a text', () => {
  const unseen = [
    '',
    ' ',
    '\n\t',
    '\u200B',
    '\u3164',
    '\u2800',
    '\uFE0F',
    '\u202E \u00AD',
    '\uD800',
  ];
  assert.deepEqual(new Set(unseen.map(faultOfText).map(codeOf)), new Set(['empty_text']));
  assert.deepEqual(
    ['coucou', '.', '\u200Bcoucou', '👩‍🔬', '  <b>'].map(faultOfText),
    Array.from({ length: 5 }, () => undefined),
  );
});

test('limits a text to 4,000 characters, whatever their bytes', () => {
  assert.equal(faultOfText('a'.repeat(4_000)), undefined);
  assert.equal(faultOfText('🦊'.repeat(4_000)), undefined);
  assert.deepEqual(faultOfText('🦊'.repeat(4_001)), {
    code: 'text_too_long',
    message: 'A message has at most 4,000 characters.',
    path: '/text',
  });
});

test('accepts one emoji as a reaction, of however many parts', () => {
  const one = ['👍', '👍🏽', '❤️', '🇫🇷', '1️⃣', '👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩🏽‍❤️‍💋‍👨🏿'];
  assert.deepEqual(
    one.map(faultOfEmoji),
    one.map(() => undefined),
  );
  const not = ['', 'a', '1', ' 👍', '👍 ', '👍👍', '👍a', '\u200D', '🏽👍', '<3'];
  assert.deepEqual(
    not.map(faultOfEmoji).map(codeOf),
    not.map(() => 'invalid_emoji'),
  );
});

test('validates any text and any reaction without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      assert.ok([undefined, 'empty_text'].includes(codeOf(faultOfText(raw))));
      assert.ok([undefined, 'invalid_emoji'].includes(codeOf(faultOfEmoji(raw))));
    }),
  );
});
