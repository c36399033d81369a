import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { replaceGlobal } from '../test-support/globals.ts';
import type { Words } from './en.ts';

test('a sentence of the page isolates what somebody is called, in both languages', async (t) => {
  const { en, fr } = await bothLanguages(t);
  const [name, shown] = ['שרה', '\u2068שרה\u2069'];
  assert.equal(en.turnOf(name), `${shown} plays`);
  assert.equal(en.arrived([name, 'Toto']), `${shown} and Toto just arrived`);
  assert.equal(en.score([name, 'Toto'], [2, 1]), `${shown} 2 – 1 Toto`);
  assert.equal(fr.turnOf(name), `${shown} joue`);
  assert.equal(fr.typing([name]), `${shown} écrit…`);
  assert.equal(fr.useName('a\u202Eb'), 'Prendre «\u00A0\u2068ab\u2069\u00A0»');
});

test('every sentence that has a name in it isolates it', async (t) => {
  const { en, fr } = await bothLanguages(t);
  const name = '\u2067שרה\u2069';
  const loose = /(?<!\u2068)שרה|שרה(?!\u2069)/u;
  for (const words of [en, fr]) {
    for (const [key, sentence] of Object.entries(words)) {
      if (typeof sentence !== 'function') continue;
      for (const text of [name, [name, name]]) {
        const told = toldWith(sentence as (...args: unknown[]) => string, text);
        assert.doesNotMatch(told, loose, key);
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

/** A sentence does not say which of its parts are names: it gets one for each. */
function toldWith(sentence: (...args: unknown[]) => string, text: string | string[]): string {
  try {
    return String(sentence(text, text));
  } catch {
    return '';
  }
}
