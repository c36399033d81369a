import type { Signal, Signals } from '../../protocol/commands.ts';
import { TimeSlice } from '../runtime/cooperative-turns.ts';
import { refused, type Outcome } from '../commands/outcome.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Presence, Member } from '../presence/presence.ts';
import type { RoomAccess } from '../access/room-access.ts';
import type { Typing } from '../presence/typing.ts';
import type { Subscriber } from '../realtime/subscriber.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Person } from '../../protocol/model.ts';

/** What the signals need. */
export interface SignalDeps {
  readonly epoch: string;
  readonly hub: Pick<Hub, 'follow'>;
  readonly presence: Pick<Presence, 'enter' | 'find'>;
  readonly roomAccess: Pick<RoomAccess, 'find' | 'whileVisible'>;
  readonly typing: Pick<Typing, 'note'>;
}

/** The connection that a command came from. */
export interface CommandSession extends Subscriber, Member {
  readonly isClosed: boolean;
  send(frame: Frame): void;
}

/** The sender of a command: person, address, and connection if there is one. */
export interface Requester {
  readonly person: Person;
  readonly address: string;
  readonly session: CommandSession | undefined;
}

type SignalHandler<Sent> = (
  deps: SignalDeps,
  requester: Requester,
  signal: Sent,
) => Promise<Outcome>;

const done: Outcome = { is: 'done' };

/**
 * Revisions of another epoch mean nothing in this store: the client starts at revision 0. A room
 * that the person cannot see is refused, and the others are followed: one may have been lost while
 * the command was on its way.
 */
const follow: SignalHandler<Signals['follow']> = async (deps, requester, { rooms, epoch }) => {
  const { person, session } = requester;
  if (session === undefined) return refused('connection_required');
  const isSameStore = epoch === undefined || epoch === deps.epoch;
  const followed: [string, number][] = [];
  let outcome: Outcome = done;
  const turn = new TimeSlice();
  for (const [name, after] of Object.entries(rooms)) {
    const room = await deps.roomAccess.find(person, name);
    if (room === undefined) outcome = unknownRoom(`/rooms/${name}`);
    else followed.push([room, isSameStore ? after : 0]);
    if (turn.isLong) await turn.end();
  }
  if (!session.isClosed) await deps.hub.follow(session, followed);
  return outcome;
};

const typing: SignalHandler<Signals['typing']> = async (deps, { person, session }, signal) => {
  const outcome = await deps.roomAccess.whileVisible(person, signal.room, (room) => {
    if (!session?.isClosed) deps.typing.note(room, person);
    return done;
  });
  return outcome ?? unknownRoom('/room');
};

const presence: SignalHandler<Signals['presence']> = async (deps, { person, session }, signal) => {
  if (session === undefined) return refused('connection_required');
  const outcome = await deps.roomAccess.whileVisible(person, signal.room, (room) => {
    if (!session.isClosed) deps.presence.enter(session, room, signal.away);
    return done;
  });
  return outcome ?? unknownRoom('/room');
};

const find: SignalHandler<Signals['people.find']> = async (deps, { person, session }, signal) => {
  if (session === undefined) return refused('connection_required');
  const { id, text } = signal;
  const query = { ...(id !== undefined && { id }), text };
  const outcome = await deps.roomAccess.whileVisible(person, signal.room, (room) => {
    session.send({ type: 'found', ...query, ...deps.presence.find(room, text) });
    return done;
  });
  return outcome ?? unknownRoom('/room');
};

/** A signal without a handler does not compile. */
const handlers: { [Type in keyof Signals]: SignalHandler<Signals[Type]> } = {
  follow,
  typing,
  presence,
  'people.find': find,
};

/** Handles a signal: a command with a momentary effect that is not stored. */
export function handleSignal(
  deps: SignalDeps,
  requester: Requester,
  signal: Signal,
): Promise<Outcome> {
  const handler = handlers[signal.type] as SignalHandler<Signal>;
  return handler(deps, requester, signal);
}

function unknownRoom(path: string): Outcome {
  return refused('unknown_room', { path });
}
