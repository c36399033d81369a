import type { Signal, Signals } from '../../protocol/commands.ts';
import type { Causette } from '../causette.ts';
import type { Session } from '../session.ts';
import { roomNamed, type RoomRow } from '../store/rooms.ts';
import { refused, type Outcome } from './outcome.ts';

type SignalHandler<Asked> = (
  causette: Causette,
  session: Session,
  signal: Asked,
) => Promise<Outcome>;

const done: Outcome = { is: 'done' };

/** A store of another epoch counts from other beginnings: the client starts over. */
const follow: SignalHandler<Signals['follow']> = async (causette, session, { rooms, epoch }) => {
  const isSameStore = epoch === undefined || epoch === causette.epoch;
  const asked: [string, number][] = [];
  for (const [name, after] of Object.entries(rooms)) {
    const room = await roomNamed(causette.database, name);
    if (room === undefined) return unknownRoom(`/rooms/${name}`);
    asked.push([room.name, isSameStore ? after : 0]);
  }
  for (const [room, after] of asked) {
    if (!session.isClosed) await causette.hub.follow(session, room, after);
  }
  return done;
};

const typing: SignalHandler<Signals['typing']> = (causette, session, signal) =>
  inRoom(causette, session, signal, (room) => causette.typing.note(room.name, session.person));

const presence: SignalHandler<Signals['presence']> = (causette, session, signal) =>
  inRoom(causette, session, signal, (room) =>
    causette.presence.enter(session, room.name, signal.away),
  );

/** A signal without a handler does not compile. */
const handlers: { [Type in keyof Signals]: SignalHandler<Signals[Type]> } = {
  follow,
  typing,
  presence,
};

/** Carries out what concerns one connection only; nothing of it is kept. */
export function carryOutSignal(
  causette: Causette,
  session: Session,
  signal: Signal,
): Promise<Outcome> {
  const handler = handlers[signal.type] as SignalHandler<Signal>;
  return handler(causette, session, signal);
}

async function inRoom(
  causette: Causette,
  session: Session,
  signal: { room: string },
  act: (room: RoomRow) => void,
): Promise<Outcome> {
  const room = await roomNamed(causette.database, signal.room);
  if (room === undefined) return unknownRoom('/room');
  if (!session.isClosed) act(room);
  return done;
}

function unknownRoom(path: string): Outcome {
  return refused('unknown_room', { path });
}
