import assert from 'node:assert/strict';
import test from 'node:test';
import { codeKey, randomWords } from './recovery-words.ts';

test('a code has four words, which differ from code to code', async () => {
  for (const language of ['en', 'fr'] as const) {
    const codes = await Promise.all(Array.from({ length: 20 }, () => randomWords(language)));
    for (const words of codes) {
      assert.equal(words.length, 4);
      for (const word of words) assert.match(word, /^[a-zéèêâîôûç]{3,8}$/u);
    }
    assert.equal(new Set(codes.map(String)).size, codes.length);
  }
});

test('codes are compared without case, accents, spaces and hyphens', () => {
  const key = codeKey('écharpe mobile pétale vélo');
  for (const typed of [
    'ECHARPE MOBILE PETALE VELO',
    '  écharpe  mobile\tpétale\nvélo ',
    'e\u0301charpe-mobile–pe\u0301tale · velo',
    'echarpe,mobile,petale,velo.',
    'echarpemobilepetalevelo',
  ]) {
    assert.equal(codeKey(typed), key, typed);
  }
  assert.notEqual(codeKey('mobile écharpe pétale vélo'), key);
});
