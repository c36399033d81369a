import type { Person } from '../protocol/model.ts';
import type { Clock } from './clock.ts';
import type { Presence } from './presence.ts';

const toldEvery = 250;

/** Who is writing: collected for a moment, told to the room once, kept nowhere. */
export class Typing {
  readonly #clock: Clock;
  readonly #presence: Presence;
  readonly #rooms = new Map<string, Map<string, Person>>();

  constructor(clock: Clock, presence: Presence) {
    this.#clock = clock;
    this.#presence = presence;
  }

  note(room: string, { id, name }: Person): void {
    const people = this.#rooms.get(room) ?? new Map<string, Person>();
    if (people.size === 0) this.#clock.after(toldEvery, () => this.#tell(room));
    this.#rooms.set(room, people.set(id, { id, name }));
  }

  #tell(room: string): void {
    const people = [...(this.#rooms.get(room)?.values() ?? [])];
    this.#rooms.delete(room);
    this.#presence.showAll(room, { type: 'typing', room, people });
  }
}
