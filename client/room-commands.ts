import type { Changes } from '../protocol/commands.ts';
import type { Unsent } from './game-commands.ts';
import type { Answer } from './sync/outbox.ts';

type RoomChange = Changes[Extract<keyof Changes, `room.${string}`>];
type Options = Pick<Changes['room.create'], 'topic' | 'kind' | 'people'>;

/** The commands about rooms and their people. A room is named by its id, people by theirs. */
export class Rooms {
  readonly #submit: (change: Unsent<RoomChange>) => Promise<Answer>;

  constructor(submit: (change: Unsent<RoomChange>) => Promise<Answer>) {
    this.#submit = submit;
  }

  /** The answer names the room that was created. `people`: the first members of a private room. */
  create(name: string, options: Options = {}): Promise<Answer> {
    return this.#submit({ type: 'room.create', name, ...options });
  }

  /** Changes the name, the topic, or both. */
  change(room: string, changed: { name?: string; topic?: string }): Promise<Answer> {
    return this.#submit({ type: 'room.change', room, ...changed });
  }

  /** Brings people into a private room. */
  invite(room: string, people: string[]): Promise<Answer> {
    return this.#submit({ type: 'room.invite', room, people });
  }

  /** Takes a person out of a private room. */
  remove(room: string, person: string): Promise<Answer> {
    return this.#submit({ type: 'room.remove', room, person });
  }

  /** Comes back into an open room. */
  join(room: string): Promise<Answer> {
    return this.#submit({ type: 'room.join', room });
  }

  leave(room: string): Promise<Answer> {
    return this.#submit({ type: 'room.leave', room });
  }

  /** Closes a room for writing, or reopens it. */
  archive(room: string, on: boolean): Promise<Answer> {
    return this.#submit({ type: 'room.archive', room, on });
  }

  /** Deletes a room for everyone; `name` is its name, as a confirmation. */
  delete(room: string, name: string): Promise<Answer> {
    return this.#submit({ type: 'room.delete', room, name });
  }
}
