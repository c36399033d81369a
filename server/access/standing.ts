import type { Person } from '../../protocol/model.ts';
import type { Queries } from '../store/database.ts';
import { membershipOf } from '../store/members.ts';
import type { RoomRow } from '../store/records.ts';
import { isGuest } from './guests.ts';
import type { Standing } from './permissions.ts';

/** How a person stands to a room, as these queries see it. */
export async function standingOf(
  queries: Queries,
  person: Pick<Person, 'id'>,
  room: RoomRow,
): Promise<Standing> {
  if (isGuest(person)) return room.kind === 'open' ? 'guest' : 'stranger';
  const isOpen = room.kind === 'open';
  const isIn = (await membershipOf(queries, person.id, room.number)) ?? isOpen;
  if (!isIn) return isOpen ? 'visitor' : 'stranger';
  return room.maker === person.id ? 'maker' : 'member';
}
