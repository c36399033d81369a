import { settingsEn, type SettingsWords } from './settings-en.ts';
import { settingsFr } from './settings-fr.ts';
import { language } from './words.ts';

/** The texts of the settings in the current language. */
export function settingsWords(): SettingsWords {
  return { en: settingsEn, fr: settingsFr }[language];
}
