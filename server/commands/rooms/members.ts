import type { Changes } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { RoomSummary } from '../../../protocol/model.ts';
import type { Transaction } from '../../store/database.ts';
import { addMember, membershipOf, membersOf, removeMember } from '../../store/members.ts';
import { peopleWithIds } from '../../store/people.ts';
import { infoOf, type RoomRow } from '../../store/records.ts';
import { markRead, saveRoom } from '../../store/rooms.ts';
import { endGamesOf } from '../games/leaving.ts';
import type { Handler } from '../handler.ts';
import { once } from '../idempotency.ts';
import { refused, type Outcome } from '../outcome.ts';
import { permitted } from '../permitted.ts';
import { recordEvent } from './event.ts';

/** Who is in the room already stays in it. */
export const invite: Handler<Changes['room.invite']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { room, denied } = await permitted(queries, by, change.room, 'invite');
    if (denied) return denied;
    if (room.kind === 'open') return refused('not_allowed', { path: '/room' });
    const invited = await peopleWithIds(queries, change.people);
    if (invited.length < new Set(change.people).size) {
      return refused('unknown_person', { path: '/people' });
    }
    const members = new Set((await membersOf(queries, room.number)).map(({ id }) => id));
    const people = invited.filter(({ id }) => !members.has(id));
    if (people.length === 0) return { is: 'done' };
    if (members.size + people.length > limits.members) return refused('too_many_members');
    const event = await recordEvent(queries, room, { by, at, event: { is: 'invited', people } });
    for (const { id } of people) await enter(queries, id, room);
    const ids = people.map(({ id }) => id);
    const notice = { is: 'came', room: summaryOf(room), people: ids } as const;
    return { is: 'changed', changed: [event], notice };
  });

export const join: Handler<Changes['room.join']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { room, denied } = await permitted(queries, by, change.room, 'join');
    if (denied) return denied;
    if ((await membershipOf(queries, by.id, room.number)) !== false) return { is: 'done' };
    const event = await recordEvent(queries, room, { by, at, event: { is: 'joined' } });
    await enter(queries, by.id, room);
    const notice = { is: 'came', room: summaryOf(room), people: [by.id] } as const;
    return { is: 'changed', changed: [event], notice };
  });

/** Nobody can leave a room of the server itself. The last member who leaves a private room closes it. */
export const leave: Handler<Changes['room.leave']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { room, denied } = await permitted(queries, by, change.room, 'leave');
    if (denied) return denied;
    if (room.maker === null && room.kind === 'open') return refused('not_allowed');
    if ((await membershipOf(queries, by.id, room.number)) === false) return { is: 'done' };
    const left = await exit(queries, by.id, room);
    const event = await recordEvent(queries, room, { by, at, event: { is: 'left' } });
    if (room.kind === 'private' && (await membersOf(queries, room.number)).length === 0) {
      room.archived = 1;
      await saveRoom(queries, room);
    }
    return { ...left, changed: [...left.changed, event] };
  });

export const removePerson: Handler<Changes['room.remove']> = (queries, { by, at, change }) =>
  once(queries, { by, at, change }, async () => {
    const { room, denied } = await permitted(queries, by, change.room, 'remove');
    if (denied) return denied;
    if (room.kind === 'open' || change.person === by.id) return refused('not_allowed');
    const members = await membersOf(queries, room.number);
    const people = members.filter(({ id }) => id === change.person);
    if (people.length === 0) return refused('unknown_person', { path: '/person' });
    const gone = await exit(queries, change.person, room);
    const event = await recordEvent(queries, room, { by, at, event: { is: 'removed', people } });
    return { ...gone, changed: [...gone.changed, event] };
  });

/** What was said before counts as read. */
async function enter(queries: Transaction, person: string, room: RoomRow): Promise<void> {
  await addMember(queries, person, room);
  await markRead(queries, person, room, room.rev);
}

/** Ends the open games of the person in this room, too: they can no longer play there. */
async function exit(
  queries: Transaction,
  person: string,
  room: RoomRow,
): Promise<Extract<Outcome, { is: 'changed' }>> {
  const ended = await endGamesOf(queries, person, room);
  await removeMember(queries, person, room);
  const notice = { is: 'gone', room: { id: room.id }, people: [person] } as const;
  return { is: 'changed', changed: ended, notice };
}

/** The room as the people see it who have just come into it. */
function summaryOf(room: RoomRow): RoomSummary {
  const { rev, said: at } = room;
  return { ...infoOf(room), rev, at, read: rev, unread: 0 };
}
