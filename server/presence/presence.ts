import { limits } from '../../protocol/limits.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { FoundPeople, Person, Present } from '../../protocol/model.ts';
import { search, searchKey, searchWords } from '../../protocol/text/search.ts';
import { isAmong, type Audience } from '../commands/outcome.ts';
import type { Clock } from '../runtime/clock.ts';
import { EncodedFrame } from '../transport/codecs.ts';

/** A connection that is in a room. */
export interface Member {
  readonly person: Person;
  /** Sends a frame, best effort: returns false if it was dropped because the connection lags. */
  show?(encoded: EncodedFrame): boolean;
}

interface Entry {
  readonly person: Person;
  /** Whether all connections of the person are away. */
  away: boolean;
  /** The connections of the person in this room, each with whether it is away. */
  readonly members: Map<Member, boolean>;
  /** Cancels the delayed leave of a person who may only be reloading. */
  stay: () => void;
  /** Search key of the name, computed at the first search. */
  key?: string;
}

interface Room {
  entries: Map<string, Entry>;
  /** Ids of the latest authors in a crowd, the most recent last. */
  authors: Set<string>;
  /** People who changed since the last update was sent. */
  changed: Map<string, Person>;
  /** The people whom the last list or update named, by id. */
  named: ReadonlyMap<string, Person>;
  /** Connections that need the whole list: they missed an update, or came into a crowd. */
  stale: Set<Member>;
  /** An update is scheduled. */
  isDue: boolean;
}

/** Milliseconds between updates; more in a crowd, so that a thousand arrivals are batched. */
const updateEvery = 250;
/** Milliseconds after the last connection has ended until a person is gone. */
const leaveAfter = 10_000;

/** Tracks who is in which room. Sends batched differences; stores nothing. */
export class Presence {
  readonly #clock: Clock;
  readonly #rooms = new Map<string, Room>();
  readonly #roomOf = new Map<Member, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Puts a connection into this room, and takes it out of any other. */
  enter(member: Member, room: string, away: boolean): void {
    const before = this.#roomOf.get(member);
    if (before !== undefined && before !== room) this.#leave(member, before, 0);
    const entry = this.#entry(room, member.person);
    entry.members.set(member, away);
    this.#roomOf.set(member, room);
    this.#updateAway(room, entry);
    if (before !== room) this.#sendList(member, room);
  }

  /** A connection has ended. The person stays listed for 10 seconds, in case of a reload. */
  leave(member: Member): void {
    const room = this.#roomOf.get(member);
    if (room !== undefined) this.#leave(member, room, leaveAfter);
  }

  /** People have lost a room: they are no longer in it, and get nothing more of it. */
  roomLost(room: string, people: Audience): void {
    for (const [member, where] of this.#roomOf) {
      if (where === room && isAmong(people, member.person.id)) this.#leave(member, room, 0);
    }
    for (const person of this.#lingering(room, people)) this.#forget(room, person);
  }

  /** Sends a frame to every connection in a room that does not lag. */
  broadcast(room: string, frame: Frame): void {
    const encoded = new EncodedFrame(frame);
    for (const member of this.#membersOf(room)) member.show?.(encoded);
  }

  /** Notes the authors of new messages: in a crowd, the list names the latest authors first. */
  roomChanged({ room: name, from, messages }: RoomChanges): void {
    const room = this.#rooms.get(name);
    if (room === undefined || room.entries.size <= limits.people) return;
    for (const { seq, author } of messages) {
      if (seq <= from || !room.entries.has(author.id)) continue;
      noteAuthor(room.authors, author.id);
      if (!room.named.has(author.id)) this.#schedule(name, room);
    }
  }

  /** Finds people in a room by words of their names, the latest authors first. */
  find(name: string, text: string): FoundPeople {
    const room = this.#rooms.get(name);
    const keysOf = (entry: Entry): string[] => [(entry.key ??= searchKey(entry.person.name))];
    const found = search(room === undefined ? [] : inOrder(room), searchWords(text), keysOf);
    const people = found.slice(0, limits.found).map(present);
    return { room: name, count: room?.entries.size ?? 0, found: found.length, people };
  }

  /** Those of the people who are still listed, in case that they only reload the page. */
  #lingering(room: string, people: Audience): Person[] {
    const entries = [...(this.#rooms.get(room)?.entries.values() ?? [])];
    const lost = entries.filter(({ person }) => isAmong(people, person.id));
    return lost.map((entry) => (entry.stay(), entry.person));
  }

  #leave(member: Member, room: string, grace: number): void {
    this.#roomOf.delete(member);
    const entry = this.#room(room).entries.get(member.person.id)!;
    entry.members.delete(member);
    if (entry.members.size > 0) this.#updateAway(room, entry);
    else if (grace === 0) this.#forget(room, member.person);
    else entry.stay = this.#clock.after(grace, () => this.#forget(room, member.person));
  }

  #forget(room: string, person: Person): void {
    const { entries, authors } = this.#room(room);
    entries.delete(person.id);
    authors.delete(person.id);
    this.#changed(room, person);
  }

  /** A person is away when all their connections are; a reload keeps the state. */
  #updateAway(room: string, entry: Entry): void {
    const away = [...entry.members.values()].every(Boolean);
    if (away === entry.away) return;
    entry.away = away;
    this.#changed(room, entry.person);
  }

  #changed(name: string, person: Person): void {
    const room = this.#room(name);
    room.changed.set(person.id, person);
    this.#schedule(name, room);
  }

  /** Sends the list to a new connection; in a crowd later, so that it is encoded once for many. */
  #sendList(member: Member, name: string): void {
    const room = this.#room(name);
    if (room.entries.size <= limits.people)
      return this.#show(member, room, new EncodedFrame(listOf(name, room)));
    room.stale.add(member);
    this.#schedule(name, room);
  }

  #schedule(name: string, room: Room): void {
    if (room.isDue) return;
    room.isDue = true;
    const crowds = Math.ceil(room.entries.size / limits.people);
    this.#clock.after(updateEvery * crowds, () => this.#update(name, room));
  }

  #update(name: string, room: Room): void {
    room.isDue = false;
    const list = new EncodedFrame(listOf(name, room));
    const encoded = new EncodedFrame(differenceOf(name, room));
    room.named = new Map(firstOf(room).map(({ person }) => [person.id, person]));
    room.changed.clear();
    const stale = room.stale;
    room.stale = new Set();
    for (const member of this.#membersOf(name)) {
      this.#show(member, room, stale.has(member) ? list : encoded);
    }
  }

  #show(member: Member, room: Room, encoded: EncodedFrame): void {
    if (member.show?.(encoded) === false) room.stale.add(member);
  }

  #membersOf(name: string): Member[] {
    return [...this.#room(name).entries.values()].flatMap(({ members }) => [...members.keys()]);
  }

  /** Finds or adds the entry of a person, cancels a delayed leave, and notes a new name. */
  #entry(name: string, person: Person): Entry {
    const { entries } = this.#room(name);
    const known = entries.get(person.id);
    known?.stay();
    if (known?.person.name === person.name) return known;
    const members = known?.members ?? new Map<Member, boolean>();
    const entry = { person, away: false, members, stay: () => {} };
    entries.set(person.id, entry);
    this.#changed(name, person);
    return entry;
  }

  #room(name: string): Room {
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const room = {
      entries: new Map(),
      authors: new Set<string>(),
      changed: new Map(),
      named: new Map(),
      stale: new Set<Member>(),
      isDue: false,
    };
    this.#rooms.set(name, room);
    return room;
  }
}

/** The people whom a list names. */
function firstOf(room: Room): Entry[] {
  return [...inOrder(room)].slice(0, limits.people);
}

/** The latest authors, then the others in the order of arrival. */
function* inOrder({ entries, authors }: Room): Generator<Entry, void> {
  for (const id of [...authors].reverse()) yield entries.get(id)!;
  for (const [id, entry] of entries) if (!authors.has(id)) yield entry;
}

function noteAuthor(authors: Set<string>, id: string): void {
  authors.delete(id);
  authors.add(id);
  if (authors.size <= limits.voices) return;
  const [oldest] = authors;
  authors.delete(oldest!);
}

function listOf(name: string, room: Room): Frame {
  const people = firstOf(room).map(present);
  return { type: 'people', room: name, count: room.entries.size, people };
}

/** The changes since the last update. In a crowd it names only people in the list. */
function differenceOf(name: string, room: Room): Frame {
  const { entries, changed, named } = room;
  const first = firstOf(room);
  const now = new Set(first.map(({ person }) => person.id));
  const isNew = ({ person: { id } }: Entry): boolean => changed.has(id) || !named.has(id);
  const here = first.filter(isNew).map(present);
  const known = entries.size > limits.people ? named : new Map([...named, ...changed]);
  const gone = [...known.values()].filter(({ id }) => !now.has(id));
  return { type: 'presence', room: name, count: entries.size, here, gone };
}

function present({ person, away }: Entry): Present {
  return { ...person, away };
}
