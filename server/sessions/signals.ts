import type { Signal, Signals } from '../../protocol/commands.ts';
import type { Requester } from './dispatch.ts';
import type { Causette } from '../composition-root.ts';
import { TimeSlice } from '../runtime/cooperative-turns.ts';
import { refused, type Outcome } from '../commands/outcome.ts';

type SignalHandler<Asked> = (
  causette: Causette,
  requester: Requester,
  signal: Asked,
) => Promise<Outcome>;

const done: Outcome = { is: 'done' };

/** A store of another epoch counts from other beginnings: the client starts over. */
const follow: SignalHandler<Signals['follow']> = async (
  causette,
  { session },
  { rooms, epoch },
) => {
  if (session === undefined) return refused('connection_required');
  const isSameStore = epoch === undefined || epoch === causette.epoch;
  const asked: [string, number][] = [];
  const turn = new TimeSlice();
  for (const [name, after] of Object.entries(rooms)) {
    const room = await causette.roomDirectory.find(name);
    if (room === undefined) return unknownRoom(`/rooms/${name}`);
    asked.push([room, isSameStore ? after : 0]);
    if (turn.isLong) await turn.end();
  }
  if (!session.isClosed) await causette.hub.follow(session, asked);
  return done;
};

const typing: SignalHandler<Signals['typing']> = async (causette, { person, session }, signal) => {
  const room = await causette.roomDirectory.find(signal.room);
  if (room === undefined) return unknownRoom('/room');
  if (!session?.isClosed) causette.typing.note(room, person);
  return done;
};

const presence: SignalHandler<Signals['presence']> = async (causette, { session }, signal) => {
  if (session === undefined) return refused('connection_required');
  const room = await causette.roomDirectory.find(signal.room);
  if (room === undefined) return unknownRoom('/room');
  if (!session.isClosed) causette.presence.enter(session, room, signal.away);
  return done;
};

/** Whoever has a name may know who is in a room. */
const find: SignalHandler<Signals['people.find']> = async (causette, { session }, signal) => {
  if (session === undefined) return refused('connection_required');
  const room = await causette.roomDirectory.find(signal.room);
  if (room === undefined) return unknownRoom('/room');
  const { id, text } = signal;
  const asked = { ...(id !== undefined && { id }), text };
  session.send({ type: 'found', ...asked, ...causette.presence.find(room, text) });
  return done;
};

/** A signal without a handler does not compile. */
const handlers: { [Type in keyof Signals]: SignalHandler<Signals[Type]> } = {
  follow,
  typing,
  presence,
  'people.find': find,
};

/** Carries out what concerns this moment only; nothing of it is kept. */
export function carryOutSignal(
  causette: Causette,
  requester: Requester,
  signal: Signal,
): Promise<Outcome> {
  const handler = handlers[signal.type] as SignalHandler<Signal>;
  return handler(causette, requester, signal);
}

function unknownRoom(path: string): Outcome {
  return refused('unknown_room', { path });
}
