import { signals, type Command, type Signal } from '../../protocol/commands.ts';
import type { Outcome } from '../commands/outcome.ts';
import { handleSignal, type SignalDeps, type Requester } from './signals.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';
import type { RoomLimit } from '../commit/room-limit.ts';

/** What the commands need. */
export interface DispatchDeps extends SignalDeps {
  readonly clock: Clock;
  readonly commitQueue: Pick<CommitQueue, 'write'>;
  readonly roomLimit: Pick<RoomLimit, 'take'>;
}

/** Executes a command. The result is on disk when the promise resolves. */
export function dispatch(
  deps: DispatchDeps,
  requester: Requester,
  command: Command,
): Promise<Outcome> {
  if (isSignal(command)) return handleSignal(deps, requester, command);
  const { commitQueue, clock, roomLimit } = deps;
  const request = { by: requester.person, at: clock.now(), change: command };
  if (command.type !== 'room.create') return commitQueue.write(request);
  return roomLimit.take(requester.address, (isFull) => commitQueue.write({ ...request, isFull }));
}

function isSignal(command: Command): command is Signal {
  return Object.hasOwn(signals, command.type);
}
