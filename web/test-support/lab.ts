import { ManualClock, zoe } from '../../client/test-support/test-kit.ts';
import type { Command } from '../../protocol/commands.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { Direction } from '../wire/interceptor.ts';
import { FailureLab, type Plan } from '../wire/failure-lab.ts';

/** A failure lab, frames to pass through it, and a trace of its states and frames, with the time. */
export function startedLab() {
  const clock = new ManualClock();
  const trace: string[] = [];
  const record = (what: string): unknown => trace.push(`${clock.monotonic()} ${what}`);
  const lab = new FailureLab(clock, ({ fault, text }) => record(`${fault} ${summary(text)}`));
  lab.store.watch(
    (state) => state,
    (state) =>
      record(state.is === 'repaired' ? `repaired: ${state.by} after ${state.after}` : state.is),
  );
  trace.length = 0;
  let isOver = false;
  const intercept = (direction: Direction, frame: Command | Frame): void => {
    const text = JSON.stringify(frame);
    const [wasOver, pass] = [isOver, (): unknown => record(`${direction} ${summary(text)}`)];
    lab.intercept({
      direction,
      text,
      by: 'websocket',
      pass: () => {
        if (isOver === wasOver) pass();
        return isOver === wasOver;
      },
    });
  };
  return {
    lab,
    clock,
    trace,
    arms: (fault: Plan['fault'], direction: Direction) =>
      lab.arm({ fault, direction, aim: 'message' }),
    sends: (command: Command) => intercept('sent', command),
    receives: (frame: Frame) => intercept('received', frame),
    /** The connection ends and another one opens. */
    reconnects: () => void (isOver = true),
  };
}

export function repairs(trace: string[]): string[] {
  return trace.filter((line) => line.includes('repaired'));
}

function summary(text: string): string {
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
