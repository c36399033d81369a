import { randomInt } from 'node:crypto';

/** Languages that have a list of words. */
export type CodeLanguage = 'en' | 'fr';

/** Four of 2,048 words are 44 bits of chance. */
const wordsInCode = 4;

/** Random words of a language, for a recovery code. The list is loaded when it is needed. */
export async function randomWords(language: CodeLanguage): Promise<string[]> {
  const { wordlist } = await lists[language]();
  const word = (): string => wordlist[randomInt(wordlist.length)]!.normalize('NFC');
  return Array.from({ length: wordsInCode }, word);
}

/** What codes are compared by: their letters, without case, accents, spaces and hyphens. */
export function codeKey(typed: string): string {
  return typed
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const lists = {
  en: () => import('@scure/bip39/wordlists/english.js'),
  fr: () => import('@scure/bip39/wordlists/french.js'),
};
