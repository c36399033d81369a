import { ManualClock, zoe } from '../../client/test-support/test-kit.ts';
import type { Command } from '../../protocol/commands.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { Direction } from '../wire/interceptor.ts';
import { FailureLab, type Plan } from '../wire/failure-lab.ts';

/** A laboratory, frames to send through it, and all that it said and let pass, with the time. */
export function startedLab() {
  const clock = new ManualClock();
  const trace: string[] = [];
  const note = (what: string): unknown => trace.push(`${clock.monotonic()} ${what}`);
  const it = new FailureLab(clock, ({ fault, text }) => note(`${fault} ${inShort(text)}`));
  it.store.watch(
    (state) => state,
    (state) =>
      note(state.is === 'repaired' ? `repaired: ${state.by} after ${state.after}` : state.is),
  );
  trace.length = 0;
  let isOver = false;
  const passes = (direction: Direction, frame: Command | Frame): void => {
    const text = JSON.stringify(frame);
    const [line, pass] = [isOver, (): unknown => note(`${direction} ${inShort(text)}`)];
    it.intercept({
      direction,
      text,
      by: 'websocket',
      pass: () => {
        if (isOver === line) pass();
        return isOver === line;
      },
    });
  };
  return {
    lab: it,
    clock,
    trace,
    arms: (fault: Plan['fault'], direction: Direction) =>
      it.arm({ fault, direction, aim: 'message' }),
    goes: (command: Command) => passes('sent', command),
    comes: (frame: Frame) => passes('received', frame),
    /** The line ends, and there is another. */
    ends: () => void (isOver = true),
  };
}

export function repairs(trace: string[]): string[] {
  return trace.filter((line) => line.includes('repaired'));
}

function inShort(text: string): string {
  const frame = JSON.parse(text) as Command | Frame;
  if (frame.type === 'changes') return `changes ${frame.from} to ${frame.rev}`;
  return 'id' in frame ? `${frame.type} ${frame.id}` : frame.type;
}

export function post(id: string): Command {
  return { type: 'post', id, room: 'general', text: 'coucou' };
}

export function changes(from: number, rev: number): RoomChanges {
  const messages = Array.from({ length: rev - from }, (_, at) => ({
    id: `m${from + at + 1}`,
    seq: from + at + 1,
    rev: from + at + 1,
    author: zoe,
    at: 0,
    kind: 'text' as const,
    text: 'x',
  }));
  return { type: 'changes', room: 'general', from, rev, messages };
}
