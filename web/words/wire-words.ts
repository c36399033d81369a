import { meaningsEn, type Meanings } from './meanings-en.ts';
import { meaningsFr } from './meanings-fr.ts';
import { wireEn, type WireWords } from './wire-en.ts';
import { wireFr } from './wire-fr.ts';
import { language } from './words.ts';

/** The texts of the wire panel in the current language. */
export function wireWords(): WireWords {
  return { en: wireEn, fr: wireFr }[language];
}

/** The meanings of frames in the current language. */
export function meanings(): Meanings {
  return { en: meaningsEn, fr: meaningsFr }[language];
}
