import type { Chat } from '../../client/chat.ts';
import { nameKey } from '../../protocol/text/names.ts';
import type { Person } from '../../protocol/model.ts';
import { search, searchKey, searchWords } from '../../protocol/text/search.ts';
import { findPeople } from '../lists/find-people.ts';
import { opponentsIn } from './opponents.ts';

type SearchScope = Pick<Chat, 'api' | 'store'>;

/**
 * Finds possible opponents in the current room by words of their names. Throws as `api` does.
 */
export async function findOpponents({ api, store }: SearchScope, text: string): Promise<Person[]> {
  const state = store.get();
  const { current = '', rooms, you } = state;
  const room = rooms.get(current);
  const opponents = opponentsIn(state, current);
  const listed = search(opponents, searchWords(text), ({ name }) => [searchKey(name)]);
  if (room === undefined) return listed;
  const { people } = await findPeople({ api, store }, room, text);
  const isUnlisted = ({ id }: Person): boolean =>
    id !== you?.id && !opponents.some((opponent) => opponent.id === id);
  return [...listed, ...people.filter(isUnlisted)];
}

/** The opponent with this name: an exact match first, else ignoring case and accents. */
export async function opponentNamed(chat: SearchScope, name: string): Promise<Person | undefined> {
  const people = await findOpponents(chat, name);
  const key = nameKey(name);
  return (
    people.find((person) => person.name === name) ??
    people.find((person) => nameKey(person.name) === key)
  );
}
