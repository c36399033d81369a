import type { Changes } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { roomAddress, roomName } from '../../protocol/text/names.ts';
import { isLonger } from '../../protocol/text/words.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { addRoom, countRooms, countRoomsMadeBy, markRead } from '../store/rooms.ts';
import type { RoomRow } from '../store/records.ts';
import type { Handler } from './handler.ts';
import { once } from './idempotency.ts';
import { refused } from './outcome.ts';

/** Milliseconds. */
const aDay = 24 * 60 * 60 * 1_000;

export const createRoom: Handler<Changes['room.create']> = (queries, { by, at, change, isFull }) =>
  once(queries, { by, at, change }, async () => {
    const [address, name] = [roomAddress(change.name), roomName(change.name)];
    if (address === undefined || name === undefined) {
      return refused('invalid_room_name', { path: '/name' });
    }
    const topic = (change.topic ?? '').toWellFormed().trim();
    if (isLonger(topic, limits.topic)) return refused('topic_too_long', { path: '/topic' });
    const room = await queries.rooms.named(address);
    if (room !== undefined) return refused('room_exists', { path: '/name', ...existing(room) });
    if ((await countRooms(queries)) >= limits.rooms) return refused('too_many_rooms');
    const made = await countRoomsMadeBy(queries, by.id, at - aDay);
    if (isFull || made >= limits.roomsPerDay) return refused('too_many_rooms_today');
    await addRoom(queries, { id: address, name, topic }, { maker: by.id, at });
    return { is: 'made', room: { id: address, name, topic, rev: 0, at, read: 0, unread: 0 } };
  });

/** Names the existing room, whose name may be spelled differently. */
function existing({ id, name }: RoomRow): Partial<Refusal> {
  return { message: `There is # ${name} already, at the address ${id}.` };
}

export const read: Handler<Changes['read']> = async (queries, { by, change }) => {
  const room = await queries.rooms.named(change.room);
  if (room === undefined) return refused('unknown_room', { path: '/room' });
  const seq = await markRead(queries, by.id, room, change.seq);
  return { is: 'read', person: by.id, room: room.id, seq };
};
