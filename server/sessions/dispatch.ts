import { signals, type Command, type Signal } from '../../protocol/commands.ts';
import type { Person } from '../../protocol/model.ts';
import type { Causette } from '../composition-root.ts';
import type { Outcome } from '../commands/outcome.ts';
import { carryOutSignal } from './signals.ts';
import type { JsonSession } from './json-session.ts';

/** Who asks for something, from where, and the connection that they ask by, if there is one. */
export interface Requester {
  readonly person: Person;
  readonly address: string;
  readonly session: JsonSession | undefined;
}

/** Does what a command asks for. What it resolves to is on disk. */
export function dispatch(
  causette: Causette,
  requester: Requester,
  command: Command,
): Promise<Outcome> {
  if (isSignal(command)) return carryOutSignal(causette, requester, command);
  const { commitQueue, clock, roomLimit } = causette;
  const request = { by: requester.person, at: clock.now(), change: command };
  if (command.type !== 'room.create') return commitQueue.write(request);
  return roomLimit.take(requester.address, (isFull) => commitQueue.write({ ...request, isFull }));
}

function isSignal(command: Command): command is Signal {
  return Object.hasOwn(signals, command.type);
}
