import type { Command } from '../../protocol/commands.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { Direction } from './interceptor.ts';
import type { Fault } from './failure-lab.ts';

/**
 * What made a fault good: the command was sent again, the hole was asked for, or the frame came
 * after all, late or twice. `none`: nothing had to.
 */
export type Repair = 'resent' | 'followed' | 'late' | 'twice' | 'none';

/** Sees what passes after a fault; returns what has made it good, once something has. */
export type Watch = (direction: Direction, frame: Command | Frame) => Repair | undefined;

/** What to watch for after a fault; undefined where nothing is missed. */
export function watchFor(fault: Fault, frame: Command | Frame): Watch | undefined {
  if (frame.type === 'changes') return watchRoom(frame);
  const id = 'id' in frame ? frame.id : undefined;
  // Signs of life carry one and the same id, and are not sent again for it.
  return id === undefined || id === 'presence' ? undefined : watchAnswer(fault, id);
}

/** Other frames bring what this one would have: they were asked for, or came with a new line. */
function watchRoom({ room, from, rev }: RoomChanges): Watch {
  let held = from;
  return (_direction, frame) => {
    if (frame.type !== 'changes' || frame.room !== room) return undefined;
    if (frame.reset === true || frame.from <= held) held = Math.max(held, frame.rev);
    return held < rev ? undefined : 'followed';
  };
}

/** The command is answered: the one that was sent again, the late one, or both of the two. */
function watchAnswer(fault: Fault, id: string): Watch {
  let isResent = false;
  let answers = 0;
  return (direction, frame) => {
    if (!('id' in frame) || frame.id !== id) return undefined;
    if (direction === 'sent') isResent = true;
    else answers += 1;
    if (answers === 0) return undefined;
    if (isResent) return 'resent';
    if (fault === 'delayed') return 'late';
    return answers === 2 ? 'twice' : undefined;
  };
}
