import { randomBytes } from 'node:crypto';
import type { Changes } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Person, RoomSummary } from '../../../protocol/model.ts';
import type { Refusal } from '../../../protocol/refusals.ts';
import { isPrivateId, roomAddress, roomName } from '../../../protocol/text/names.ts';
import { isLonger } from '../../../protocol/text/words.ts';
import type { Queries, Transaction } from '../../store/database.ts';
import { addMember } from '../../store/members.ts';
import { peopleWithIds } from '../../store/people.ts';
import { infoOf, type RoomRow } from '../../store/records.ts';
import {
  addRoom,
  countRooms,
  countRoomsMadeBy,
  isRoomId,
  openRoomNamed,
} from '../../store/rooms.ts';
import type { Handler, Request } from '../handler.ts';
import { once } from '../idempotency.ts';
import { refused, type Outcome } from '../outcome.ts';
import { recordEvent } from './event.ts';

type Creation = Request<Changes['room.create']>;

/** Milliseconds. */
const aDay = 24 * 60 * 60 * 1_000;

export const createRoom: Handler<Changes['room.create']> = (queries, request) =>
  once(queries, request, async () => {
    const { by, at, change, isFull } = request;
    const [address, name] = [roomAddress(change.name), roomName(change.name)];
    if (address === undefined || name === undefined || isPrivateId(address)) {
      return refused('invalid_room_name', { path: '/name' });
    }
    const topic = (change.topic ?? '').toWellFormed().trim();
    if (isLonger(topic, limits.topic)) return refused('topic_too_long', { path: '/topic' });
    const isPrivate = change.kind === 'private';
    const room = isPrivate ? undefined : await openRoomNamed(queries, address);
    if (room !== undefined) return refused('room_exists', { path: '/name', ...existing(room) });
    if ((await countRooms(queries)) >= limits.rooms) return refused('too_many_rooms');
    const made = await countRoomsMadeBy(queries, by.id, at - aDay);
    if (isFull || made >= limits.roomsPerDay) return refused('too_many_rooms_today');
    const named = { name, topic, maker: by.id, at };
    return isPrivate ? createPrivate(queries, request, named) : createOpen(queries, address, named);
  });

async function createOpen(
  queries: Transaction,
  address: string,
  named: { name: string; topic: string; maker: string; at: number },
): Promise<Outcome> {
  const id = await freeId(queries, address);
  await addRoom(queries, { id, ...named });
  return made((await queries.rooms.named(id))!, 'everyone');
}

/** The id cannot be guessed. The first event names the people who were brought in. */
async function createPrivate(
  queries: Transaction,
  { by, at, change }: Creation,
  named: { name: string; topic: string; maker: string; at: number },
): Promise<Outcome> {
  const others = await peopleWithIds(queries, change.people ?? []);
  const people = others.filter(({ id }) => id !== by.id);
  if (others.length < new Set(change.people).size) {
    return refused('unknown_person', { path: '/people' });
  }
  const id = `p-${randomBytes(12).toString('hex')}`;
  await addRoom(queries, { id, kind: 'private', ...named });
  const room = (await queries.rooms.named(id))!;
  const members: Person[] = [by, ...people];
  for (const member of members) await addMember(queries, member.id, room);
  if (people.length > 0) {
    await recordEvent(queries, room, { by, at, event: { is: 'invited', people } });
  }
  return made(
    room,
    members.map((member) => member.id),
  );
}

function made(row: RoomRow, people: 'everyone' | string[]): Outcome {
  const { rev, said: at } = row;
  const room: RoomSummary = { ...infoOf(row), rev, at, read: 0, unread: 0 };
  return { is: 'made', room, notice: { is: 'came', room, people } };
}

/** Names the existing room, whose name may be spelled differently. */
function existing({ id, name }: Pick<RoomRow, 'id' | 'name'>): Partial<Refusal> {
  return { message: `There is # ${name} already, at the address ${id}.` };
}

/** The address itself, or with a number if an earlier room has it: ids are never reused. */
async function freeId(queries: Queries, address: string): Promise<string> {
  for (let number = 1; ; number++) {
    const id = number === 1 ? address : `${address}-${number}`;
    if (!(await isRoomId(queries, id))) return id;
  }
}
