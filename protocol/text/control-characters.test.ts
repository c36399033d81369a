import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { visible } from './control-characters.ts';

test('a clean line comes out as it is', () => {
  const clean = ['', 'coucou', '[Toto]: a\tb', 'é 🦊 👩‍🔬 ❤️', 'שלום\u200F!', 'محمد\u200E', '␛[2J'];
  assert.deepEqual(clean.map(visible), clean);
});

test('control characters are shown and not obeyed', () => {
  assert.deepEqual(
    ['\u001B]52;c;eA==\u0007', '\u001B[2J', 'a\bb\rc', '\u0000\u007F', '\u009B31m\u0085'].map(
      visible,
    ),
    ['␛]52;c;eA==␇', '␛[2J', 'a␈b␍c', '␀␡', '<U+009B>31m<U+0085>'],
  );
});

test('what turns the order of letters or breaks lines elsewhere is shown', () => {
  const turning = '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u2028\u2029'.split('');
  assert.deepEqual(
    turning.map(visible),
    turning.map((each) => `<U+${each.charCodeAt(0).toString(16).toUpperCase()}>`),
  );
});

test('each further line is marked, so that it is not read as what somebody else says', () => {
  assert.equal(
    visible('one\n[Director]: two\r\n\nfour'),
    'one\n  | [Director]: two\n  | \n  | four',
  );
});

test('whatever is said, no terminal obeys it, and each further line is marked', () => {
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
