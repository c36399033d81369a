import type { RoomChanges } from '../../protocol/frames.ts';
import type { History } from '../../protocol/http.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message, RoomInfo, RoomSummary } from '../../protocol/model.ts';
import { indexAfter, merge } from './merge.ts';
import type { Room } from './state.ts';

/** A room with more than `mostHeld` messages can be cut to the last `heldAfterCut`. */
const mostHeld = 1_000;
const heldAfterCut = 500;

/** A room without messages, at the revision of its summary: later changes apply to it. */
export function newRoom({ at, rev, read, unread, ...info }: RoomSummary): Room {
  return {
    ...info,
    at,
    rev,
    floor: rev,
    messages: [],
    strays: [],
    straysSince: rev,
    read,
    unread,
    welcomed: { rev, unread },
    count: 0,
    people: [],
    peopleAt: 0,
    typing: [],
    arrivals: [],
  };
}

/** A room at revision 0: following it from there brings its latest page. */
export function blankRoom(summary: RoomSummary): Room {
  return { ...newRoom(summary), rev: 0, floor: 0 };
}

/** A held room under its present name, topic and state; the same object if nothing changed. */
export function withInfo(room: Room, info: RoomInfo): Room {
  const { id, kind, name, topic, archived, maker } = info;
  const isSame = name === room.name && topic === room.topic && archived === room.archived;
  if (isSame && kind === room.kind && maker === room.maker) return room;
  const { archived: _archived, maker: _maker, ...held } = room;
  const optional = { ...(archived && { archived }), ...(maker !== undefined && { maker }) };
  return { ...held, id, kind, name, topic, ...optional };
}

/** A held room after a new welcome: keeps its messages, and the read mark never moves back. */
export function withSummary(room: Room, summary: RoomSummary, you: string): Room {
  const { at, rev, unread } = summary;
  const read = Math.max(room.read, summary.read);
  return withUnread({ ...withInfo(room, summary), at, read, welcomed: { rev, unread } }, you);
}

/**
 * Applies the changes of a room. Ignores a frame that leaves a gap after the held revision, and one
 * that is older.
 */
export function applyChanges(room: Room, changes: RoomChanges, you: string | undefined): Room {
  if (changes.reset) return afterReset(room, changes, you);
  const { from, rev, messages } = changes;
  if (from > room.rev || rev <= room.rev) return room;
  // A message after `rev` comes again in a later frame.
  const placed = messages.filter(({ seq }) => seq <= rev);
  const added = placed.filter(({ seq }) => seq > room.rev);
  const next = {
    ...room,
    rev,
    at: lastPostAt(added, room),
    messages: merge(
      room.messages,
      placed.filter(({ seq }) => seq > room.floor),
    ),
    strays: merge(
      room.strays,
      placed.filter(({ seq }) => seq <= room.floor),
    ),
    typing: room.typing.filter(
      ({ person }) => !added.some(({ author }) => author.id === person.id),
    ),
  };
  return withUnread(next, you);
}

/**
 * Prepends a page of history; messages that changed since it was read are newer and win. Ignores a
 * page that was requested before a reset: it may not reach the held messages, or miss changes
 * before the reset.
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
  return withUnread(next, you);
}

/** Drops old read messages of a long room; history brings them back. */
export function shortened(room: Room): Room {
  const { messages, read } = room;
  if (messages.length <= mostHeld) return room;
  return messages.at(-heldAfterCut)!.seq <= read + 1 ? endOf(room, heldAfterCut) : room;
}

/** The room as if just entered, with its last `count` messages. */
export function endOf(room: Room, count: number): Room {
  const { rev } = room;
  const messages = count === 0 ? [] : room.messages.slice(-count);
  const floor = messages[0] === undefined ? rev : messages[0].seq - 1;
  const arrivals = room.arrivals.filter(({ after }) => after >= floor);
  return { ...room, floor, messages, strays: [], straysSince: rev, arrivals };
}

/** Moves the read mark forward, never back. */
export function applyRead(room: Room, seq: number, you: string | undefined): Room {
  return seq <= room.read ? room : withUnread({ ...room, read: seq }, you);
}

function afterReset(room: Room, { rev, messages, floor = 0 }: RoomChanges, you?: string): Room {
  const holdsAll = rev < room.rev || (rev === room.rev && floor >= room.floor);
  if (holdsAll) return room;
  const held = merge([], messages);
  const end = { rev, at: lastPostAt(held, room), floor, messages: held, arrivals: [] };
  return withUnread({ ...room, ...end, strays: [], straysSince: rev }, you);
}

/** Takes the time of the last message by `seq`; the server's clock may have gone back. */
function lastPostAt(messages: readonly Message[], { at }: Room): number {
  const posts = messages.filter(({ kind }) => kind !== 'event');
  const last = posts.reduce<Message | undefined>(
    (latest, each) => (latest !== undefined && latest.seq > each.seq ? latest : each),
    undefined,
  );
  return last?.at ?? at;
}

/**
 * Counts unread messages up to the server's bound; before the floor only the server's count is
 * known.
 */
function withUnread(room: Room, you: string | undefined): Room {
  const isHeld = room.floor <= room.read;
  const after = isHeld ? room.read : Math.max(room.read, room.welcomed.rev);
  const welcomed = isHeld ? 0 : room.welcomed.unread;
  const { messages } = room;
  let unread = welcomed;
  for (let index = indexAfter(messages, after); index < messages.length; index++) {
    const { kind, author } = messages[index]!;
    if (kind !== 'deleted' && kind !== 'event' && author.id !== you) unread += 1;
    if (unread >= limits.unread) break;
  }
  return { ...room, unread };
}
