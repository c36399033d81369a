import { slashEn, type SlashWords } from './slash-en.ts';
import { slashFr } from './slash-fr.ts';
import { language } from './words.ts';

/** The texts of slash commands in the current language. */
export function slashWords(): SlashWords {
  return { en: slashEn, fr: slashFr }[language];
}
