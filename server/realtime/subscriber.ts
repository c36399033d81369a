import type { Person } from '../../protocol/model.ts';
import type { CatchUp } from '../store/messages.ts';
import type { Codec } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';

/** A connection that receives the changes of rooms. */
export interface Subscriber {
  readonly person: Person;
  readonly codec: Codec;
  readonly sink: Sink;
  /** The person has lost a room that the subscriber followed. */
  roomLost?(room: string): void;
}

/** Calls `act` if the person may see the room; see `RoomAccess.whileVisible`. */
export interface Access {
  whileVisible<Result>(
    person: Pick<Person, 'id'>,
    room: string,
    act: (room: string) => Result,
  ): Promise<Result | undefined>;
}

/** Reads the changes of a room after a revision. Resolves to undefined if there is no such room. */
export type ReadChanges = (room: string, after: number) => Promise<CatchUp | undefined>;
