import type { Room } from '../../client/state/state.ts';
import { searchKey } from '../../protocol/text/search.ts';
import { roomName } from '../words/words.ts';

/** Search keys of a room: displayed and address name first, then the topic. */
export function searchKeysOf(room: Room): string[] {
  return [searchKey(`${roomName(room)} ${room.id}`), searchKey(room.topic)];
}
