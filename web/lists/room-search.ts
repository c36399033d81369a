import type { Room } from '../../client/state/state.ts';
import { searchKey } from '../../protocol/text/search.ts';
import { roomName } from '../words/words.ts';

/** Search keys of a room: its name and readable address first, then the topic. */
export function searchKeysOf(room: Pick<Room, 'id' | 'kind' | 'name' | 'topic'>): string[] {
  const address = room.kind === 'private' ? '' : room.id;
  return [searchKey(`${roomName(room)} ${address}`), searchKey(room.topic)];
}
