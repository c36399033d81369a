import { meaningsEn, type Meanings } from './meanings-en.ts';
import { meaningsFr } from './meanings-fr.ts';
import { wireEn, type WireWords } from './wire-en.ts';
import { wireFr } from './wire-fr.ts';
import { language } from './words.ts';

/** What the wire panel says, in the language that is spoken now. */
export function wireWords(): WireWords {
  return { en: wireEn, fr: wireFr }[language];
}

/** What each kind of frame is for. */
export function meanings(): Meanings {
  return { en: meaningsEn, fr: meaningsFr }[language];
}
