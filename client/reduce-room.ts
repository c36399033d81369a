import type { RoomChanges } from '../protocol/frames.ts';
import type { History } from '../protocol/http.ts';
import type { Message, RoomSummary } from '../protocol/model.ts';
import type { Room } from './state.ts';

/** A room of which nothing is held but that it stands at `rev`: what comes later will be. */
export function newRoom({ name, topic, rev, read, unread }: RoomSummary): Room {
  return {
    ...{ name, topic, rev, read, unread, floor: rev },
    ...{ messages: [], strays: [], count: 0, people: [], typing: [], arrivals: [] },
  };
}

/** A held room after a new welcome: its marks are the server's, its messages stay. */
export function summarised(room: Room, { topic, read, unread }: RoomSummary): Room {
  return { ...room, topic, read, unread };
}

/**
 * Applies the changes of a room. A frame that begins after what is held leaves a hole and changes
 * nothing; one that ends before is old and changes nothing either.
 */
export function applyChanges(room: Room, changes: RoomChanges, you: string | undefined): Room {
  if (changes.reset) return afterReset(room, changes, you);
  if (changes.from > room.rev || changes.rev <= room.rev) return room;
  const { messages } = changes;
  const next = {
    ...room,
    rev: changes.rev,
    messages: merge(room.messages, messages.filter(({ seq }) => seq > room.floor)),
    strays: merge(room.strays, messages.filter(({ seq }) => seq <= room.floor)),
    typing: room.typing.filter(({ person }) => !messages.some(isBy(person.id))),
  };
  const isNew = (message: Message): boolean => message.seq > room.rev;
  const isUnread = (message: Message): boolean => isNew(message) && counts(message, room.read, you);
  return { ...next, unread: room.unread + messages.filter(isUnread).length };
}

/** Puts a page of history before what is held; what changed since the page was read is newer. */
export function applyHistory(room: Room, { messages, floor }: History): Room {
  if (floor >= room.floor) return room;
  const older = messages.filter(({ seq }) => seq <= room.floor);
  const known = room.strays.filter(({ seq }) => seq > floor);
  const strays = room.strays.filter(({ seq }) => seq <= floor);
  return { ...room, floor, strays, messages: merge(merge(older, known), room.messages) };
}

/** Moves the read mark forward, never back. */
export function applyRead(room: Room, seq: number, you: string | undefined): Room {
  if (seq <= room.read) return room;
  const unread = room.messages.filter((message) => counts(message, seq, you)).length;
  return { ...room, read: seq, unread };
}

function afterReset(room: Room, { rev, messages, floor = 0 }: RoomChanges, you?: string): Room {
  const isOld = rev < room.rev || (rev === room.rev && floor >= room.floor && room.floor < room.rev);
  if (isOld) return room;
  const next = { ...room, rev, floor, messages: merge([], messages), strays: [], arrivals: [] };
  const unread = messages.filter((message) => counts(message, room.read, you)).length;
  return { ...next, unread: floor > room.read ? Math.max(room.unread, unread) : unread };
}

/** Both lists as one in the order of `seq`; of the same message, the later state. */
function merge(held: readonly Message[], news: readonly Message[]): readonly Message[] {
  if (news.length === 0) return held;
  const byPlace = new Map(held.map((message) => [message.seq, message]));
  for (const message of news) {
    const known = byPlace.get(message.seq);
    if (known === undefined || known.rev < message.rev) byPlace.set(message.seq, message);
  }
  return [...byPlace.values()].sort((a, b) => a.seq - b.seq);
}

function counts(message: Message, read: number, you: string | undefined): boolean {
  return message.seq > read && message.kind !== 'deleted' && message.author.id !== you;
}

function isBy(person: string): (message: Message) => boolean {
  return ({ author }) => author.id === person;
}
