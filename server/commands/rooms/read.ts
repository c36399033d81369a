import type { Changes } from '../../../protocol/commands.ts';
import { markRead } from '../../store/rooms.ts';
import type { Handler } from '../handler.ts';
import { permitted } from '../permitted.ts';

export const read: Handler<Changes['read']> = async (queries, { by, change }) => {
  const { room, denied } = await permitted(queries, by, change.room, 'read');
  if (denied) return denied;
  const seq = await markRead(queries, by.id, room, change.seq);
  return { is: 'read', person: by.id, room: room.id, seq };
};
