import { slashEn, type SlashWords } from './slash-en.ts';
import { slashFr } from './slash-fr.ts';
import { language } from './words.ts';

/** What commands that begin with a slash say, in the language that is spoken now. */
export function slashWords(): SlashWords {
  return { en: slashEn, fr: slashFr }[language];
}
