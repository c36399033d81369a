import { setTimeout as sleep } from 'node:timers/promises';
import { maskedFrame } from '../load/masked.ts';
import { causettePlain } from '../contenders/causette.ts';
import type { Contender } from '../contenders/contender.ts';
import { crowded } from './crowded.ts';
import { metered } from './meter.ts';
import type { Effort, Figure, Scenario } from './scenario.ts';

const connections = 100;

/** B: a message and its echo, repeated; our `/echo` is plain text only. */
export const echo: Scenario = {
  title: 'Echo',
  note: `${connections} connections; each sends its 100 bytes again as soon as they came back.`,
  contenders: (all) =>
    all.filter(({ name }) => !name.startsWith('Causette') || name === causettePlain.name),
  turns: [echoAround],
};

async function echoAround(contender: Contender, { seconds }: Effort): Promise<Figure[]> {
  return crowded(contender, 'echo', async (server, crowd) => {
    await crowd.grow(connections);
    const frame = maskedFrame(Buffer.from(crowd.dialect.message));
    let trips = 0;
    crowd.onDelivered = (client) => {
      trips += 1;
      client.write(frame);
    };
    for (const client of crowd.clients) client.write(frame);
    await sleep(seconds * 500);
    const before = trips;
    const use = await metered(server.process, () => sleep(seconds * 1_000));
    const { cores } = use;
    const value = (trips - before) / use.seconds;
    return [{ what: 'round trips', unit: '/s', value, cores }];
  });
}
