import { run, causetteJson } from '../contenders/causette.ts';
import type { Running } from '../contenders/contender.ts';
import { DurableLoad } from '../load/durable-load.ts';
import { plain } from '../load/dialects.ts';
import { metered, type Use } from './meter.ts';
import type { Effort, Figure, Scenario } from './scenario.ts';
import { people, prepareRooms, rooms } from './small-rooms.ts';

const steady = 1_000;
const onTheWay = 8;

/** E: what no peer does: every post is on disk before its author or anyone else gets it. */
export const durable: Scenario = {
  title: 'Durable posts',
  note: `${people} people in ${rooms.length} rooms; SQLite, its log synced at every commit.`,
  contenders: (all) => all.filter(({ name }) => name === causetteJson.name),
  turns: [(_contender, effort) => postingTo({}, effort)],
};

/**
 * Posts at a steady rate, and as fast as possible, to a server with these settings. `after` may
 * examine the server after each.
 */
export async function postingTo(
  settings: Record<string, string>,
  effort: Effort,
  after: (server: Running, load: string) => Promise<Figure[]> = async () => [],
): Promise<Figure[]> {
  const prepared = await prepareRooms();
  const server = await run(prepared, plain('/ws'), settings);
  const load = new DurableLoad(server.process.port, prepared.tokens, rooms);
  try {
    await load.crowd.grow(people);
    await load.atRate(steady, effort.seconds);
    const calm = await metered(server.process, () => load.atRate(steady, effort.seconds * 2));
    const latencies = [...latenciesOf(load, calm), ...(await after(server, `${steady} posts/s`))];
    const work = () => load.asFastAsItGoes(onTheWay, effort.seconds * 2);
    const { result: value, cores } = await metered(server.process, work);
    const most = { what: 'acked, the most', unit: 'posts/s', value, cores };
    const refused = { what: 'refused', unit: 'posts', value: load.refused };
    return [...latencies, most, refused, ...(await after(server, 'at the most'))];
  } finally {
    load.crowd.close();
    await server.stop();
  }
}

function latenciesOf({ acks, deliveries }: DurableLoad, { cores }: Use): Figure[] {
  return [
    { name: 'post → ack', histogram: acks },
    { name: 'post → delivered', histogram: deliveries },
  ].flatMap(({ name, histogram }) =>
    [0.5, 0.99].map((share) => ({
      what: `${steady} posts/s: ${name}, p${share * 100}`,
      unit: 'ms',
      value: histogram.percentile(share),
      cores,
    })),
  );
}
