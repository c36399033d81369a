import { wireEn, type WireWords } from './wire-en.ts';
import { wireFr } from './wire-fr.ts';
import { language } from './words.ts';

/** What the wire panel says, in the language that is spoken now. */
export function wireWords(): WireWords {
  return { en: wireEn, fr: wireFr }[language];
}
