import type { Chat } from '../../client/chat.ts';
import { nameKey } from '../../protocol/text/names.ts';
import type { Person } from '../../protocol/model.ts';
import { search, searchKey, searchWords } from '../../protocol/text/search.ts';
import { findPeople } from '../lists/find-people.ts';
import { opponentsIn } from './opponents.ts';

/** Where one looks. */
type Asked = Pick<Chat, 'api' | 'store'>;

/**
 * Those in the room that is looked at who can be asked for a game and have these words in their
 * names. Throws as `api` does.
 */
export async function findOpponents({ api, store }: Asked, text: string): Promise<Person[]> {
  const state = store.get();
  const { current = '', rooms, you } = state;
  const room = rooms.get(current);
  const opponents = opponentsIn(state, current);
  const held = search(opponents, searchWords(text), ({ name }) => [searchKey(name)]);
  if (room === undefined) return held;
  const { people } = await findPeople({ api, store }, room, text);
  const isMore = ({ id }: Person): boolean =>
    id !== you?.id && !opponents.some((opponent) => opponent.id === id);
  return [...held, ...people.filter(isMore)];
}

/** The one of that name: the very same first, else whatever its case and accents. */
export async function opponentNamed(chat: Asked, name: string): Promise<Person | undefined> {
  const people = await findOpponents(chat, name);
  const key = nameKey(name);
  return (
    people.find((person) => person.name === name) ??
    people.find((person) => nameKey(person.name) === key)
  );
}
