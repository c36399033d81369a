import type { RoomChanges } from '../../protocol/frames.ts';
import type { Person } from '../../protocol/model.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Presence } from './presence.ts';

/** Milliseconds for which typing people are collected before they are sent. */
const batchEvery = 250;

/** Who is typing: batched for a moment, sent to the room once, stored nowhere. */
export class Typing {
  readonly #clock: Clock;
  readonly #presence: Presence;
  readonly #rooms = new Map<string, Map<string, Person>>();

  constructor(clock: Clock, presence: Presence) {
    this.#clock = clock;
    this.#presence = presence;
  }

  note(room: string, person: Person): void {
    const people = this.#rooms.get(room) ?? this.#collect(room);
    people.set(person.id, person);
  }

  /** An author of a new message is no longer typing. */
  roomChanged({ room, from, messages }: RoomChanges): void {
    const people = this.#rooms.get(room);
    for (const { seq, author } of messages) if (seq > from) people?.delete(author.id);
  }

  #collect(room: string): Map<string, Person> {
    const people = new Map<string, Person>();
    this.#rooms.set(room, people);
    this.#clock.after(batchEvery, () => this.#send(room, [...people.values()]));
    return people;
  }

  #send(room: string, people: Person[]): void {
    this.#rooms.delete(room);
    if (people.length > 0) this.#presence.broadcast(room, { type: 'typing', room, people });
  }
}
