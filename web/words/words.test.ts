import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Words } from './en.ts';

let en: Words;
let fr: Words;

before(async () => {
  const page = {
    document: { documentElement: {} },
    navigator: { languages: ['en'] },
    location: { search: '' },
  };
  for (const [name, value] of Object.entries(page)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
  const it = await import('./words.ts');
  en = it.words;
  it.choose('fr');
  fr = it.words;
});

test('a sentence of the page isolates what somebody is called, in both languages', () => {
  const [name, shown] = ['שרה', '\u2068שרה\u2069'];
  assert.equal(en.turnOf(name), `${shown} plays`);
  assert.equal(en.arrived([name, 'Toto']), `${shown} and Toto just arrived`);
  assert.equal(en.score([name, 'Toto'], [2, 1]), `${shown} 2 – 1 Toto`);
  assert.equal(fr.turnOf(name), `${shown} joue`);
  assert.equal(fr.typing([name]), `${shown} écrit…`);
  assert.equal(fr.useName('a\u202Eb'), 'Prendre «\u00A0\u2068ab\u2069\u00A0»');
});

test('every sentence that has a name in it isolates it', () => {
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

/** A sentence does not say which of its parts are names: it gets one for each. */
function toldWith(sentence: (...args: unknown[]) => string, text: string | string[]): string {
  try {
    return String(sentence(text, text));
  } catch {
    return '';
  }
}
