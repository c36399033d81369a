import type { Room } from '../../client/state/state.ts';
import { searchKey } from '../../protocol/text/search.ts';
import { roomTitle } from '../words/words.ts';

/** What a room is found by: its name, as people read it and as its address has it, then its topic. */
export function searchKeysOf(room: Room): string[] {
  return [searchKey(`${roomTitle(room)} ${room.name}`), searchKey(room.topic)];
}
