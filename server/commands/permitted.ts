import type { Person } from '../../protocol/model.ts';
import { denial, type Action } from '../access/permissions.ts';
import { standingOf } from '../access/standing.ts';
import type { Transaction } from '../store/database.ts';
import { messageById } from '../store/messages.ts';
import type { Kept, RoomRow } from '../store/records.ts';
import { refused, type Outcome } from './outcome.ts';

type Denied = Extract<Outcome, { is: 'refused' }>;

/** The room that a change is about, or why its author may not make it there. */
type PermittedRoom = { room: RoomRow; denied?: undefined } | { room?: undefined; denied: Denied };

/** The same for a message; both are undefined if the author cannot know of such a message. */
interface PermittedMessage {
  kept?: Kept;
  denied?: Denied;
}

/** The room with this id or name, if this person may do this in it. */
export async function permitted(
  queries: Transaction,
  by: Person,
  name: string,
  action: Action,
): Promise<PermittedRoom> {
  const room = await queries.rooms.named(name);
  if (room === undefined) return { denied: refused('unknown_room', { path: '/room' }) };
  const code = denial(await standingOf(queries, by, room), action, room);
  return code === undefined ? { room } : { denied: refused(code, { path: '/room' }) };
}

/** The message with this id, if this person may write in its room. */
export async function permittedMessage(
  queries: Transaction,
  by: Person,
  id: string,
): Promise<PermittedMessage> {
  const kept = await messageById(queries, id);
  if (kept === undefined) return {};
  const { denied } = await permitted(queries, by, kept.room.id, 'write');
  if (denied === undefined) return { kept };
  return denied.refusal.code === 'unknown_room' ? {} : { denied };
}
