import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { replaceGlobal } from '../test-support/globals.ts';
import type { Words } from './en.ts';

test('sentences isolate names, in both languages', async (t) => {
  const { en, fr } = await bothLanguages(t);
  const [name, shown] = ['שרה', '\u2068שרה\u2069'];
  assert.equal(en.turnOf(name), `${shown} to move`);
  assert.equal(en.arrived([name, 'Toto']), `${shown} and Toto just joined`);
  assert.equal(en.score([name, 'Toto'], [2, 1]), `${shown} 2 – 1 Toto`);
  assert.equal(fr.turnOf(name), `${shown} joue`);
  assert.equal(fr.typing([name]), `${shown} écrit…`);
  assert.equal(fr.useName('a\u202Eb'), 'Prendre «\u00A0\u2068ab\u2069\u00A0»');
});

test('every sentence with a name isolates it', async (t) => {
  const { en, fr } = await bothLanguages(t);
  const name = '\u2067שרה\u2069';
  const unisolated = /(?<!\u2068)שרה|שרה(?!\u2069)/u;
  for (const words of [en, fr]) {
    for (const [key, sentence] of Object.entries(words)) {
      if (typeof sentence !== 'function') continue;
      for (const text of [name, [name, name]]) {
        const result = sentenceWith(sentence as (...args: unknown[]) => string, text);
        assert.doesNotMatch(result, unisolated, key);
      }
    }
  }
});

/** The words of each language, in a browser that wants English. */
async function bothLanguages(t: TestContext): Promise<{ en: Words; fr: Words }> {
  const page = {
    document: { documentElement: {} },
    navigator: { languages: ['en'] },
    location: { search: '' },
  };
  for (const [name, value] of Object.entries(page)) replaceGlobal(t, name, { value });
  const it = await import('./words.ts');
  const wordsOf = (language: 'en' | 'fr'): Words => {
    it.choose(language);
    return it.words;
  };
  return { fr: wordsOf('fr'), en: wordsOf('en') };
}

/** Passes the name for every argument, since a sentence does not say which ones are names. */
function sentenceWith(sentence: (...args: unknown[]) => string, text: string | string[]): string {
  try {
    return String(sentence(text, text));
  } catch {
    return '';
  }
}
