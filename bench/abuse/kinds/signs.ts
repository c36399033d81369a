import { defaultRoom, limits } from '../../../protocol/limits.ts';
import { asking } from '../asking.ts';
import { marks, letters } from '../dear.ts';
import { roomNames } from '../filling.ts';
import type { Workload, Kind } from '../kind.ts';
import type { Asked } from '../stage.ts';

export const follow: Kind = {
  name: 'follow',
  honest: followOf('one room', [defaultRoom]),
  attempts: [
    followOf('1,000 rooms', roomNames),
    followOf(
      '1,000 rooms that are not there',
      roomNames.map((name) => `no-${name}`),
    ),
    followOf('a room whose name is long', [letters]),
  ],
};

export const read: Kind = {
  name: 'read',
  honest: signOf('one step further', (step) => ({ type: 'read', room: defaultRoom, seq: step })),
  attempts: [
    signOf('to the end of all places', () => ({
      type: 'read',
      room: defaultRoom,
      seq: Number.MAX_SAFE_INTEGER,
    })),
    signOf('a room that is not there', () => ({ type: 'read', room: marks, seq: 1 })),
  ],
};

export const typing: Kind = {
  name: 'typing',
  honest: signOf('in one’s room', () => ({ type: 'typing', room: defaultRoom })),
  attempts: [
    signOf('in a room of marks', () => ({ type: 'typing', room: marks })),
    signOf('in another room each time', (step) => ({ type: 'typing', room: roomNames[step]! })),
  ],
};

export const presence: Kind = {
  name: 'presence',
  honest: signOf('away and back', (step) => looking(defaultRoom, step % 2 === 0)),
  attempts: [
    signOf('in another room each time', (step) => looking(roomNames[step]!, false)),
    signOf('in a room of marks', () => looking(marks, false)),
  ],
};

export const find: Kind = {
  name: 'people.find',
  honest: signOf('a name', () => finding(defaultRoom, 'toto')),
  attempts: [
    signOf('everybody', () => finding(defaultRoom, '')),
    signOf('as many words as fit', () => finding(defaultRoom, 'a '.repeat(64))),
    signOf('marks', () => finding(defaultRoom, marks.slice(0, limits.typedName))),
  ],
};

function finding(room: string, text: string): Asked {
  return { type: 'people.find', room, text };
}

function looking(room: string, away: boolean): Asked {
  return { type: 'presence', room, away };
}

/** `commandOf` gets the number of earlier commands. */
function signOf(what: string, commandOf: (step: number) => Asked): Workload {
  return asking(what, async () => {
    let step = 0;
    return () => commandOf(step++);
  });
}

function followOf(what: string, names: readonly string[]): Workload {
  const rooms = Object.fromEntries(names.map((name) => [name, 1]));
  return asking(what, async () => () => ({ type: 'follow', rooms }));
}
