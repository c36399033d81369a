import type { Room, State } from '../../client/state/state.ts';
import { defaultRoom } from '../../protocol/limits.ts';
import { isolated } from '../text/bidi-isolation.ts';
import { local } from '../storage/kept-texts.ts';
import { en, type Words } from './en.ts';
import { fr } from './fr.ts';

const languages = { en, fr };
const key = 'language';

export type Language = keyof typeof languages;

export const languageNames: readonly [Language, string][] = [
  ['fr', 'Français'],
  ['en', 'English'],
];

export let language: Language;
/** What numbers and dates are written by: the language with its region, as the browser has it. */
export let locale: string;
export let words: Words;

speak(forced() ?? kept() ?? wanted());

/** From now on; what is on the page already has to be built again. */
export function choose(chosen: Language): void {
  local.set(key, chosen);
  speak(chosen);
}

/** A room's name as people read it: as it was written. */
export function roomTitle({ name, title }: Pick<Room, 'name' | 'title'>): string {
  return name === defaultRoom ? words.generalRoom : isolated(title);
}

/** The same of a room of which only the name is at hand. */
export function titleOf({ rooms }: Pick<State, 'rooms'>, name = ''): string {
  return roomTitle(rooms.get(name) ?? { name, title: name });
}

/** A game as people call it. */
export function gameTitle(game: string): string {
  return words.games[game] ?? game;
}

function speak(chosen: Language): void {
  language = chosen;
  locale = navigator.languages.find((each) => baseOf(each) === chosen) ?? chosen;
  words = isolating(languages[chosen]);
  document.documentElement.lang = chosen;
}

/** What people wrote has its own direction in every sentence. */
function isolating(said: Words): Words {
  const entries = Object.entries(said).map(([key, value]) => [
    key,
    typeof value === 'function' ? isolatingSentence(value as Sentence) : value,
  ]);
  return Object.fromEntries(entries) as Words;
}

type Sentence = (...parts: unknown[]) => string;

function isolatingSentence(sentence: Sentence): Sentence {
  return (...parts) => sentence(...parts.map(isolatedPart));
}

function isolatedPart(part: unknown): unknown {
  if (typeof part === 'string') return isolated(part);
  return Array.isArray(part) ? part.map(isolatedPart) : part;
}

function forced(): Language | undefined {
  return known(new URLSearchParams(location.search).get('lang'));
}

function kept(): Language | undefined {
  return known(local.get(key));
}

function wanted(): Language {
  return navigator.languages.map((each) => known(baseOf(each))).find((each) => each) ?? 'en';
}

function known(name: string | null | undefined): Language | undefined {
  return typeof name === 'string' && Object.hasOwn(languages, name)
    ? (name as Language)
    : undefined;
}

function baseOf(tag: string): string {
  return tag.split('-')[0] ?? tag;
}
