import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { visible } from './control-characters.ts';

test('keeps a clean line', () => {
  const clean = ['', 'coucou', '[Toto]: a\tb', 'é 🦊 👩‍🔬 ❤️', 'שלום\u200F!', 'محمد\u200E', '␛[2J'];
  assert.deepEqual(clean.map(visible), clean);
});

test('shows control characters', () => {
  assert.deepEqual(
    ['\u001B]52;c;eA==\u0007', '\u001B[2J', 'a\bb\rc', '\u0000\u007F', '\u009B31m\u0085'].map(
      visible,
    ),
    ['␛]52;c;eA==␇', '␛[2J', 'a␈b␍c', '␀␡', '<U+009B>31m<U+0085>'],
  );
});

test('shows characters that reverse letters or break lines', () => {
  const turning = '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u2028\u2029'.split('');
  assert.deepEqual(
    turning.map(visible),
    turning.map((each) => `<U+${each.charCodeAt(0).toString(16).toUpperCase()}>`),
  );
});

test('marks each further line, so that it does not look like another author’s', () => {
  assert.equal(
    visible('one\n[Director]: two\r\n\nfour'),
    'one\n  | [Director]: two\n  | \n  | four',
  );
});

test('leaves no control character in any text, and marks each further line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary-ascii' }),
      (one, other) => {
        const [first = '', ...lines] = visible(`${one}\n${other}`).split('\n');
        assert.ok(lines.length > 0 && lines.every((line) => line.startsWith('  | ')));
        for (const line of [first, ...lines])
          assert.doesNotMatch(line.replaceAll('\t', ''), /\p{Cc}/u);
      },
    ),
  );
});
