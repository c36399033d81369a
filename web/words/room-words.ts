import { roomEn, type RoomWords } from './room-en.ts';
import { roomFr } from './room-fr.ts';
import { isolating, language } from './words.ts';

/** The texts of the dialogs about rooms in the current language; arguments are isolated. */
export function roomWords(): RoomWords {
  return isolating({ en: roomEn, fr: roomFr }[language]);
}
