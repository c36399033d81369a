import type { Command } from '../../protocol/commands.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { Direction } from './interceptor.ts';

/** What the failure lab does to a frame. */
export type Fault = 'lost' | 'delayed' | 'repeated';

/**
 * What repaired a fault: the command was sent again, the gap was requested, or the frame arrived
 * late or twice. `none`: no repair was needed.
 */
export type Repair = 'resent' | 'followed' | 'late' | 'twice' | 'none';

/** Called with each frame after a fault; returns the repair once there is one. */
export type Watch = (direction: Direction, frame: Command | Frame) => Repair | undefined;

/** The watch for a fault; undefined when nothing needs a repair. */
export function watchFor(fault: Fault, frame: Command | Frame): Watch | undefined {
  if (frame.type === 'changes') return watchRoom(frame);
  const id = 'id' in frame ? frame.id : undefined;
  // All presence commands carry the same id, and none is sent again.
  return id === undefined || id === 'presence' ? undefined : watchAnswer(fault, id);
}

/** Repaired once other frames have brought the same changes, after a follow or a reconnect. */
function watchRoom({ room, from, rev }: RoomChanges): Watch {
  let held = from;
  return (_direction, frame) => {
    if (frame.type !== 'changes' || frame.room !== room) return undefined;
    if (frame.reset === true || frame.from <= held) held = Math.max(held, frame.rev);
    return held < rev ? undefined : 'followed';
  };
}

/** Repaired once the command is answered: the resent one, the late one, or both of two. */
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
