import type { RoomChanges } from '../../protocol/frames.ts';
import type { History } from '../../protocol/http.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message, RoomSummary } from '../../protocol/model.ts';
import { indexAfter, merge } from './merge.ts';
import type { Room } from './state.ts';

/** A room that holds more messages than `many` can be cut down to the last `some`. */
const many = 1_000;
const some = 500;

/** A room of which nothing is held but that it stands at `rev`: what comes later will be. */
export function newRoom({ name, title, topic, at, rev, read, unread }: RoomSummary): Room {
  return {
    name,
    title,
    topic,
    at,
    rev,
    floor: rev,
    messages: [],
    strays: [],
    straysSince: rev,
    read,
    unread,
    told: { rev, unread },
    count: 0,
    people: [],
    peopleAt: 0,
    typing: [],
    arrivals: [],
  };
}

/** A room as it was before its first message: whoever follows it from there gets its end. */
export function blankRoom(summary: RoomSummary): Room {
  return { ...newRoom(summary), rev: 0, floor: 0 };
}

/** A held room after a new welcome: what is held stays, and the read mark never goes back. */
export function summarised(room: Room, summary: RoomSummary, you: string): Room {
  const { title, topic, at, rev, unread } = summary;
  const read = Math.max(room.read, summary.read);
  return counted({ ...room, title, topic, at, read, told: { rev, unread } }, you);
}

/**
 * Applies the changes of a room. A frame that begins after what is held leaves a hole and changes
 * nothing; one that ends before is old and changes nothing either.
 */
export function applyChanges(room: Room, changes: RoomChanges, you: string | undefined): Room {
  if (changes.reset) return afterReset(room, changes, you);
  const { from, rev, messages } = changes;
  if (from > room.rev || rev <= room.rev) return room;
  // A message that came early comes again with what is before it.
  const placed = messages.filter(({ seq }) => seq <= rev);
  const news = placed.filter(({ seq }) => seq > room.rev);
  const next = {
    ...room,
    rev,
    at: lastSaid(news, room),
    messages: merge(
      room.messages,
      placed.filter(({ seq }) => seq > room.floor),
    ),
    strays: merge(
      room.strays,
      placed.filter(({ seq }) => seq <= room.floor),
    ),
    typing: room.typing.filter(({ person }) => !news.some(({ author }) => author.id === person.id)),
  };
  return counted(next, you);
}

/**
 * Puts the page of history before a place before what is held; what changed since the page was
 * read is newer. A page changes nothing when a reset came after it was asked for: it may end
 * before what is held begins, or miss what changed before the reset.
 */
export function applyHistory(room: Room, page: History, before: number, you?: string): Room {
  const joins = before > room.floor && page.rev >= room.straysSince;
  if (!joins || page.floor >= room.floor) return room;
  const changed = room.strays.filter(({ seq }) => seq > page.floor);
  const next = {
    ...room,
    floor: page.floor,
    messages: merge(merge(page.messages, changed), room.messages),
    strays: room.strays.filter(({ seq }) => seq <= page.floor),
  };
  return counted(next, you);
}

/** Lets go of what was read long ago, where it is much: the page of history before the rest has it. */
export function shortened(room: Room): Room {
  const { messages, read } = room;
  if (messages.length <= many) return room;
  return messages.at(-some)!.seq <= read + 1 ? endOf(room, some) : room;
}

/** The room as it would be held by whoever came just now and got so many messages of it. */
export function endOf(room: Room, count: number): Room {
  const { rev } = room;
  const messages = count === 0 ? [] : room.messages.slice(-count);
  const floor = messages[0] === undefined ? rev : messages[0].seq - 1;
  const arrivals = room.arrivals.filter(({ after }) => after >= floor);
  return { ...room, floor, messages, strays: [], straysSince: rev, arrivals };
}

/** Moves the read mark forward, never back. */
export function applyRead(room: Room, seq: number, you: string | undefined): Room {
  return seq <= room.read ? room : counted({ ...room, read: seq }, you);
}

function afterReset(room: Room, { rev, messages, floor = 0 }: RoomChanges, you?: string): Room {
  const holdsAll = rev < room.rev || (rev === room.rev && floor >= room.floor);
  if (holdsAll) return room;
  const held = merge([], messages);
  const end = { rev, at: lastSaid(held, room), floor, messages: held, arrivals: [] };
  return counted({ ...room, ...end, strays: [], straysSince: rev }, you);
}

/** The last place counts, whatever the server's clock showed before. */
function lastSaid(said: readonly Message[], { at }: Room): number {
  const last = said.reduce<Message | undefined>(
    (latest, each) => (latest !== undefined && latest.seq > each.seq ? latest : each),
    undefined,
  );
  return last?.at ?? at;
}

/** Counts what is unread, as far as the server does; before what is held, only that could. */
function counted(room: Room, you: string | undefined): Room {
  const isHeld = room.floor <= room.read;
  const after = isHeld ? room.read : Math.max(room.read, room.told.rev);
  const told = isHeld ? 0 : room.told.unread;
  const { messages } = room;
  let unread = told;
  for (let index = indexAfter(messages, after); index < messages.length; index++) {
    const { kind, author } = messages[index]!;
    if (kind !== 'deleted' && author.id !== you) unread += 1;
    if (unread >= limits.unread) break;
  }
  return { ...room, unread };
}
