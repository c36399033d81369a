import { setTimeout as sleep } from 'node:timers/promises';
import { causetteJson, run } from '../contenders/causette.ts';
import { plain } from '../load/dialects.ts';
import { GamesLoad } from '../load/games-load.ts';
import type { Histogram } from '../load/histogram.ts';
import { metered, type Use } from './meter.ts';
import type { Figure, Scenario } from './scenario.ts';
import { people, prepareRooms, rooms } from './small-rooms.ts';

const warmUp = 2_000;
const measured = 10_000;

/** I: our own games, which no peer has. */
export const games: Scenario = {
  title: 'Games',
  note: `${people} games at once in ${rooms.length} rooms of ${people / rooms.length}, every move on disk before the room receives it.`,
  contenders: (all) => all.filter(({ name }) => name === causetteJson.name),
  turns: [benchGames],
};

async function benchGames(): Promise<Figure[]> {
  const prepared = await prepareRooms();
  const server = await run(prepared, plain('/ws'));
  const load = new GamesLoad(server.process.port, prepared.tokens, rooms);
  try {
    await load.crowd.grow(people);
    load.begin();
    await sleep(warmUp);
    load.acks.clear();
    const use = await metered(server.process, () => sleep(measured));
    const figures = figuresOf(load.acks, use);
    return [...figures, { what: 'refused', value: load.refused, unit: 'commands' }];
  } finally {
    load.crowd.close();
    await server.stop();
  }
}

function figuresOf(acks: Histogram, { seconds, cores }: Use): Figure[] {
  return [
    { what: 'moves, each committed', value: acks.total / seconds, unit: '/s', cores },
    { what: 'move → ack, p50', value: acks.percentile(0.5), unit: 'ms', cores },
    { what: 'move → ack, p99', value: acks.percentile(0.99), unit: 'ms', cores },
  ];
}
