import { randomUUIDv7 as newId } from 'node:crypto';
import type { EventMessage, Person, RoomEvent } from '../../../protocol/model.ts';
import type { Transaction } from '../../store/database.ts';
import { addMessage } from '../../store/messages.ts';
import type { RoomRow } from '../../store/records.ts';
import type { Changed } from '../outcome.ts';

/** Stores what happened to a room as a message in it. */
export async function recordEvent(
  queries: Transaction,
  room: RoomRow,
  { by, at, event }: { by: Person; at: number; event: RoomEvent },
): Promise<Changed> {
  const rev = queries.rooms.advance(room);
  const message: EventMessage = {
    id: newId(),
    seq: rev,
    rev,
    author: by,
    at,
    kind: 'event',
    event,
  };
  await addMessage(queries, room.number, message);
  return { room: room.id, message };
}
