import { limits } from '../../protocol/limits.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { FoundPeople, Person, Present } from '../../protocol/model.ts';
import { search, searchKey, wantedIn } from '../../protocol/text/search.ts';
import type { Clock } from '../runtime/clock.ts';
import { EncodedFrame } from '../transport/codecs.ts';

/** A connection in a room. */
export interface Member {
  readonly person: Person;
  /** Best effort: false when the frame was dropped because the connection does not keep up. */
  show?(said: EncodedFrame): boolean;
}

interface Guest {
  readonly person: Person;
  /** Whether all of them look away, as the room was last told. */
  away: boolean;
  /** Its connections in this room, each with whether it looks away. */
  readonly members: Map<Member, boolean>;
  /** Calls off the leaving of somebody who may be only reloading. */
  stay: () => void;
  /** What they are found by, once somebody has searched. */
  key?: string;
}

interface Room {
  guests: Map<string, Guest>;
  /** In a crowd, those who spoke last, the latest at the end. */
  voices: Set<string>;
  /** People who moved since the room was last told. */
  moved: Map<string, Person>;
  /** Those that the room was last told the names of: the first of a list. */
  named: ReadonlyMap<string, Person>;
  /** HttpConnections that need the whole list: they missed a difference, or came into a crowd. */
  stale: Set<Member>;
  /** The room is about to be told. */
  isDue: boolean;
}

/** Longer in a crowd, so that a thousand who come at once are not told of one by one. */
const toldEvery = 250;
const reloadTakes = 10_000;

/** Who is in which room: told in batches, as differences, and never kept. */
export class Presence {
  readonly #clock: Clock;
  readonly #rooms = new Map<string, Room>();
  readonly #where = new Map<Member, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A connection looks at this room from now on, and at no other. */
  enter(member: Member, room: string, away: boolean): void {
    const before = this.#where.get(member);
    if (before !== undefined && before !== room) this.#leave(member, before, 0);
    const guest = this.#guest(room, member.person);
    guest.members.set(member, away);
    this.#where.set(member, room);
    this.#look(room, guest);
    if (before !== room) this.#welcome(member, room);
  }

  /** The connection is gone. The person stays for a moment, in case it is only a reload. */
  leave(member: Member): void {
    const room = this.#where.get(member);
    if (room !== undefined) this.#leave(member, room, reloadTakes);
  }

  /** Shows something to every connection in a room that keeps up. */
  showAll(room: string, frame: Frame): void {
    const said = new EncodedFrame(frame);
    for (const member of this.#membersOf(room)) member.show?.(said);
  }

  /** Whoever speaks in a crowd is among those whom its list names. */
  said({ room: name, from, messages }: RoomChanges): void {
    const room = this.#rooms.get(name);
    if (room === undefined || room.guests.size <= limits.people) return;
    for (const { seq, author } of messages) {
      if (seq <= from || !room.guests.has(author.id)) continue;
      hear(room.voices, author.id);
      if (!room.named.has(author.id)) this.#tellSoon(name, room);
    }
  }

  /** Those in a room who have these words in their names, the ones who spoke last first. */
  find(name: string, text: string): FoundPeople {
    const room = this.#rooms.get(name);
    const keysOf = (guest: Guest): string[] => [(guest.key ??= searchKey(guest.person.name))];
    const found = search(room === undefined ? [] : inOrder(room), wantedIn(text), keysOf);
    const people = found.slice(0, limits.found).map(present);
    return { room: name, count: room?.guests.size ?? 0, found: found.length, people };
  }

  #leave(member: Member, room: string, grace: number): void {
    this.#where.delete(member);
    const guest = this.#room(room).guests.get(member.person.id)!;
    guest.members.delete(member);
    if (guest.members.size > 0) this.#look(room, guest);
    else if (grace === 0) this.#forget(room, member.person);
    else guest.stay = this.#clock.after(grace, () => this.#forget(room, member.person));
  }

  #forget(room: string, person: Person): void {
    const { guests, voices } = this.#room(room);
    guests.delete(person.id);
    voices.delete(person.id);
    this.#moved(room, person);
  }

  /** Away is who looks away with every connection; a reload leaves it as it was. */
  #look(room: string, guest: Guest): void {
    const away = [...guest.members.values()].every(Boolean);
    if (away === guest.away) return;
    guest.away = away;
    this.#moved(room, guest.person);
  }

  #moved(name: string, person: Person): void {
    const room = this.#room(name);
    room.moved.set(person.id, person);
    this.#tellSoon(name, room);
  }

  /** In a crowd the list is made once, for all who come at about the same time. */
  #welcome(member: Member, name: string): void {
    const room = this.#room(name);
    if (room.guests.size <= limits.people)
      return this.#show(member, room, new EncodedFrame(listOf(name, room)));
    room.stale.add(member);
    this.#tellSoon(name, room);
  }

  #tellSoon(name: string, room: Room): void {
    if (room.isDue) return;
    room.isDue = true;
    const crowds = Math.ceil(room.guests.size / limits.people);
    this.#clock.after(toldEvery * crowds, () => this.#tell(name, room));
  }

  #tell(name: string, room: Room): void {
    room.isDue = false;
    const list = new EncodedFrame(listOf(name, room));
    const said = new EncodedFrame(differenceOf(name, room));
    room.named = new Map(firstOf(room).map(({ person }) => [person.id, person]));
    room.moved.clear();
    const late = room.stale;
    room.stale = new Set();
    for (const member of this.#membersOf(name)) {
      this.#show(member, room, late.has(member) ? list : said);
    }
  }

  #show(member: Member, room: Room, said: EncodedFrame): void {
    if (member.show?.(said) === false) room.stale.add(member);
  }

  #membersOf(name: string): Member[] {
    return [...this.#room(name).guests.values()].flatMap(({ members }) => [...members.keys()]);
  }

  /** The person in this room, who stays; a newcomer, or one with a new name, has moved. */
  #guest(name: string, person: Person): Guest {
    const { guests } = this.#room(name);
    const known = guests.get(person.id);
    known?.stay();
    if (known?.person.name === person.name) return known;
    const members = known?.members ?? new Map<Member, boolean>();
    const guest = { person, away: false, members, stay: () => {} };
    guests.set(person.id, guest);
    this.#moved(name, person);
    return guest;
  }

  #room(name: string): Room {
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const room = {
      guests: new Map(),
      voices: new Set<string>(),
      moved: new Map(),
      named: new Map(),
      stale: new Set<Member>(),
      isDue: false,
    };
    this.#rooms.set(name, room);
    return room;
  }
}

/** Those whom a list names. */
function firstOf(room: Room): Guest[] {
  return [...inOrder(room)].slice(0, limits.people);
}

/** Those who spoke last, then the others as they came. */
function* inOrder({ guests, voices }: Room): Generator<Guest, void> {
  for (const id of [...voices].reverse()) yield guests.get(id)!;
  for (const [id, guest] of guests) if (!voices.has(id)) yield guest;
}

function hear(voices: Set<string>, id: string): void {
  voices.delete(id);
  voices.add(id);
  if (voices.size <= limits.voices) return;
  const [longestSilent] = voices;
  voices.delete(longestSilent!);
}

function listOf(name: string, room: Room): Frame {
  const people = firstOf(room).map(present);
  return { type: 'people', room: name, count: room.guests.size, people };
}

/** Of a crowd, only those are told of whom a list names; the count says the rest. */
function differenceOf(name: string, room: Room): Frame {
  const { guests, moved, named } = room;
  const first = firstOf(room);
  const now = new Set(first.map(({ person }) => person.id));
  const isNews = ({ person: { id } }: Guest): boolean => moved.has(id) || !named.has(id);
  const here = first.filter(isNews).map(present);
  const known = guests.size > limits.people ? named : new Map([...named, ...moved]);
  const gone = [...known.values()].filter(({ id }) => !now.has(id));
  return { type: 'presence', room: name, count: guests.size, here, gone };
}

function present({ person, away }: Guest): Present {
  return { ...person, away };
}
