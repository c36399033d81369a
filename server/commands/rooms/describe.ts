import type { Changes } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import { isPrivateId, nameKey, roomAddress, roomName } from '../../../protocol/text/names.ts';
import { isLonger } from '../../../protocol/text/words.ts';
import type { Transaction } from '../../store/database.ts';
import { membersOf } from '../../store/members.ts';
import { infoOf, type RoomRow } from '../../store/records.ts';
import { deleteRoom, openRoomNamed, saveRoom } from '../../store/rooms.ts';
import { endGamesIn } from '../games/leaving.ts';
import type { Handler } from '../handler.ts';
import { once } from '../idempotency.ts';
import { refused, type Audience, type Changed, type Notice, type Outcome } from '../outcome.ts';
import { permitted } from '../permitted.ts';
import { recordEvent } from './event.ts';

/** Stores a new name, a new topic, or both, each with an event. */
export const changeRoom: Handler<Changes['room.change']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { room, denied } = await permitted(queries, by, change.room, 'describe');
    if (denied) return denied;
    const name = change.name === undefined ? room.name : roomName(change.name);
    const topic = change.topic?.toWellFormed().trim() ?? room.topic;
    const fault = await faultOf(queries, room, name, topic);
    if (fault !== undefined || name === undefined) return fault ?? refused('invalid_room_name');
    const changed: Changed[] = [];
    if (name !== room.name) {
      changed.push(await recordEvent(queries, room, { by, at, event: { is: 'renamed', name } }));
    }
    if (topic !== room.topic) {
      changed.push(await recordEvent(queries, room, { by, at, event: { is: 'topic', topic } }));
    }
    Object.assign(room, { name, topic });
    return changed.length === 0 ? { is: 'done' } : save(queries, room, changed);
  });

/** Nobody could go on with the games of an archived room: they end without a winner. */
export const archive: Handler<Changes['room.archive']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { room, denied } = await permitted(queries, by, change.room, 'archive');
    if (denied) return denied;
    const archived = change.on ? 1 : 0;
    if (room.archived === archived) return { is: 'done' };
    const event = { is: change.on ? 'archived' : 'reopened' } as const;
    const ended = change.on ? await endGamesIn(queries, room) : [];
    const changed = await recordEvent(queries, room, { by, at, event });
    room.archived = archived;
    return save(queries, room, [...ended, changed]);
  });

/** Everybody loses the room at once. */
export const deleteForEver: Handler<Changes['room.delete']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { room, denied } = await permitted(queries, by, change.room, 'delete');
    if (denied) return denied;
    if (nameKey(roomName(change.name) ?? '') !== nameKey(room.name)) {
      return refused('wrong_name', { path: '/name' });
    }
    const people = await audienceOf(queries, room);
    await deleteRoom(queries, room);
    queries.rooms.forgetNames();
    return { is: 'room-deleted', notice: { is: 'gone', room: { id: room.id }, people } };
  });

async function faultOf(
  queries: Transaction,
  room: RoomRow,
  name: string | undefined,
  topic: string,
): Promise<Outcome | undefined> {
  const address = name === undefined ? undefined : roomAddress(name);
  if (address === undefined || isPrivateId(address)) {
    return refused('invalid_room_name', { path: '/name' });
  }
  if (isLonger(topic, limits.topic)) return refused('topic_too_long', { path: '/topic' });
  if (room.kind !== 'open') return undefined;
  const namesake = await openRoomNamed(queries, address);
  const isTaken = namesake !== undefined && namesake.number !== room.number;
  return isTaken ? refused('room_exists', { path: '/name' }) : undefined;
}

async function save(
  queries: Transaction,
  room: RoomRow,
  changed: Changed[],
): Promise<Extract<Outcome, { is: 'changed' }>> {
  await saveRoom(queries, room);
  queries.rooms.forgetNames();
  const people = await audienceOf(queries, room);
  const notice: Notice = { is: 'changed', room: infoOf(room), people };
  return { is: 'changed', changed, notice };
}

/** Everyone who may see the room. */
async function audienceOf(queries: Transaction, room: RoomRow): Promise<Audience> {
  if (room.kind === 'open') return 'everyone';
  return (await membersOf(queries, room.number)).map(({ id }) => id);
}
