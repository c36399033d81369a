import { asking } from '../asking.ts';
import { deep, letters, marks } from '../dear.ts';
import { roomNames } from '../filling.ts';
import type { Workload, Kind } from '../kind.ts';

export const createRoom: Kind = {
  name: 'room.create',
  honest: createOf('a name that is taken', { name: 'general' }),
  attempts: [
    createOf('a name of combining marks', { name: marks }),
    createOf('a long name', { name: letters }),
    createOf('a topic of combining marks', { name: 'tea', topic: marks }),
  ],
};

export const commandOverHttp: Kind = {
  name: 'command over HTTP',
  honest: commandOf('typing', '{"type":"typing","room":"general"}'),
  attempts: [
    commandOf('a field 29,000 deep', deep({ type: 'typing', room: 'general' })),
    commandOf(
      'refused, a field 29,000 deep',
      deep({ type: 'edit', id: 'nowhere-1', message: 'nowhere-2', text: 'x' }),
    ),
    commandOf('follow with 5,500 faults', JSON.stringify({ type: 'follow', rooms: faulty(5_500) })),
    commandOf('follow with 1,000 rooms', JSON.stringify({ type: 'follow', rooms: allRooms() })),
    commandOf('no JSON', '['.repeat(60_000)),
  ],
};

function createOf(what: string, fields: object): Workload {
  return asking(what, async () => () => ({ type: 'room.create', ...fields }));
}

function commandOf(what: string, body: string): Workload {
  return {
    what,
    begin: async (stage) => {
      const token = stage.someone();
      return () => stage.ask(token, 'POST', '/api/commands', body);
    },
  };
}

function faulty(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`r${at}`, -1]));
}

function allRooms(): Record<string, number> {
  return Object.fromEntries(roomNames.map((name) => [name, 0]));
}
