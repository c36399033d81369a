import type { Chat } from '../../client/chat.ts';
import type { Room } from '../../client/state/state.ts';
import type { Present } from '../../protocol/model.ts';
import { search, searchKey, searchWords } from '../../protocol/text/search.ts';
import { writersFirst } from './writers.ts';

/** Where one looks. */
type Asked = Pick<Chat, 'api' | 'store'>;

/** Milliseconds without another letter before the server is asked. */
const pause = 150;

export interface Found {
  people: readonly Present[];
  /** How many there are: the people are the first of them. */
  found: number;
}

/** Whether the list of a room names everybody there. */
export function isWhole({ count, people }: Room): boolean {
  return count <= people.length;
}

/**
 * Those in a room who have these words in their names; where its list names only some, the server
 * is asked. Throws as `api` does.
 */
export async function findPeople({ api, store }: Asked, room: Room, text: string): Promise<Found> {
  const all = writersFirst(room, store.get().you);
  const wanted = searchWords(text);
  if (wanted.length === 0) return { people: all, found: Math.max(all.length, room.count) };
  if (!isWhole(room)) return api.people(room.name, text.trim());
  const people = search(all, wanted, ({ name }) => [searchKey(name)]);
  return { people, found: people.length };
}

/** Tells what is found for a text that changes: only for the latest, and after a pause in a crowd. */
export function finder(
  chat: Asked,
  told: (found: Found) => void,
  failed: (error: unknown) => void,
): (room: Room, text: string) => void {
  let asked = 0;
  return (room, text) => {
    const number = ++asked;
    const isLatest = (): boolean => number === asked;
    const find = (): void => {
      if (!isLatest()) return;
      findPeople(chat, room, text).then(
        (found) => isLatest() && told(found),
        (error: unknown) => isLatest() && failed(error),
      );
    };
    setTimeout(find, isWhole(room) || text.trim() === '' ? 0 : pause);
  };
}
