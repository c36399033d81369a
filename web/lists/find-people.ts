import type { Chat } from '../../client/chat.ts';
import type { Room } from '../../client/state/state.ts';
import type { Present } from '../../protocol/model.ts';
import { search, searchKey, searchWords } from '../../protocol/text/search.ts';
import { byActivity } from './writers.ts';

type SearchScope = Pick<Chat, 'api' | 'store'>;

/** Milliseconds: debounce of requests while typing. */
const debounce = 150;

export interface Found {
  people: readonly Present[];
  /** Total number of matches; `people` are the first of them. */
  found: number;
}

/** Whether the list of the room contains everybody there. */
export function isComplete({ count, people }: Room): boolean {
  return count <= people.length;
}

/**
 * Finds the people in a room with these words in their names. Asks the server when the list of the
 * room is incomplete. Throws as `api` does.
 */
export async function findPeople(
  { api, store }: SearchScope,
  room: Room,
  text: string,
): Promise<Found> {
  const all = byActivity(room, store.get().you);
  const wanted = searchWords(text);
  if (wanted.length === 0) return { people: all, found: Math.max(all.length, room.count) };
  if (!isComplete(room)) return api.people(room.id, text.trim());
  const people = search(all, wanted, ({ name }) => [searchKey(name)]);
  return { people, found: people.length };
}

/** Searches as the text changes: debounced when the server is asked, and only the latest answer counts. */
export function finder(
  chat: SearchScope,
  found: (result: Found) => void,
  failed: (error: unknown) => void,
): (room: Room, text: string) => void {
  let latest = 0;
  return (room, text) => {
    const number = ++latest;
    const isLatest = (): boolean => number === latest;
    const find = (): void => {
      if (!isLatest()) return;
      findPeople(chat, room, text).then(
        (result) => isLatest() && found(result),
        (error: unknown) => isLatest() && failed(error),
      );
    };
    setTimeout(find, isComplete(room) || text.trim() === '' ? 0 : debounce);
  };
}
