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
/** Locale for numbers and dates: the language with the region from the browser. */
export let locale: string;
export let words: Words;

use(fromUrl() ?? fromStorage() ?? fromBrowser());

/** Selects and saves a language. The page has to be built again. */
export function choose(chosen: Language): void {
  local.set(key, chosen);
  use(chosen);
}

/** The name of a room for display, isolated. */
export function roomName({ id, name }: Pick<Room, 'id' | 'name'>): string {
  return id === defaultRoom ? words.generalRoom : isolated(name);
}

/** The name of a room for display, by its id. */
export function roomNameOf({ rooms }: Pick<State, 'rooms'>, id = ''): string {
  return roomName(rooms.get(id) ?? { id, name: id });
}

/** The name with the sign of an open room. A private one has none: its icon is a lock. */
export function roomTitle(room: Pick<Room, 'id' | 'name' | 'kind'>): string {
  return room.kind === 'private' ? roomName(room) : `# ${roomName(room)}`;
}

/** The title of a room, by its id. */
export function roomTitleOf({ rooms }: Pick<State, 'rooms'>, id = ''): string {
  return roomTitle(rooms.get(id) ?? { id, name: id, kind: 'open' });
}

/** The title of a game for display. */
export function gameTitle(game: string): string {
  return words.games[game] ?? game;
}

function use(chosen: Language): void {
  language = chosen;
  locale = navigator.languages.find((each) => baseOf(each) === chosen) ?? chosen;
  words = isolating(languages[chosen]);
  document.documentElement.lang = chosen;
}

/** Isolates every argument of a sentence, so that user text keeps its own direction. */
export function isolating<Texts extends object>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([key, value]) => [
    key,
    typeof value === 'function' ? isolatingSentence(value as Sentence) : value,
  ]);
  return Object.fromEntries(entries) as Texts;
}

type Sentence = (...parts: unknown[]) => string;

function isolatingSentence(sentence: Sentence): Sentence {
  return (...parts) => sentence(...parts.map(isolatedPart));
}

function isolatedPart(part: unknown): unknown {
  if (typeof part === 'string') return isolated(part);
  return Array.isArray(part) ? part.map(isolatedPart) : part;
}

function fromUrl(): Language | undefined {
  return known(new URLSearchParams(location.search).get('lang'));
}

function fromStorage(): Language | undefined {
  return known(local.get(key));
}

function fromBrowser(): Language {
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
