import { setTimeout as sleep } from 'node:timers/promises';
import { causetteJson, causettePlain } from '../contenders/causette.ts';
import type { Contender } from '../contenders/contender.ts';
import { crowded } from './crowded.ts';
import { metered } from './meter.ts';
import type { Effort, Figure, Scenario } from './scenario.ts';

const connections = 5_000;
const newcomers = 1_000;
const longest = 60_000;

/** D: many connect at once; then many connect at once and each is announced to all. */
export const arrivals: Scenario = {
  title: 'Many at once',
  note: 'A hundred handshakes under way at any time; ours in JSON with welcome and catching up.',
  contenders: (all) => all,
  turns: [comeAtOnce, announceAll],
};

async function comeAtOnce(contender: Contender, { crowdsBy }: Effort): Promise<Figure[]> {
  // Our plain text announces new connections anyway.
  if (contender.name === causettePlain.name) return [];
  return crowded(contender, 'room', async (server, crowd) => {
    await crowd.grow(100);
    const count = connections / crowdsBy;
    const use = await metered(server.process, () => crowd.grow(count));
    const { cores } = use;
    const value = count / use.seconds;
    const what = `${count} come at once`;
    return [{ what, unit: 'handshakes/s', value, cores }];
  });
}

async function announceAll(contender: Contender, { crowdsBy }: Effort): Promise<Figure[]> {
  // Our JSON protocol has no such line.
  if (contender.name === causetteJson.name) return [];
  return crowded(contender, 'greeted', async (server, crowd) => {
    const count = newcomers / crowdsBy;
    // The first client gets all notices, the last only its own.
    const lines = (count * (count + 1)) / 2;
    let notified = 0;
    crowd.onDelivered = (_client, messages) => (notified += messages);
    const { seconds, cores } = await metered(server.process, async () => {
      await crowd.grow(count);
      const deadline = performance.now() + longest;
      while (notified < lines && performance.now() < deadline) await sleep(1);
    });
    const value = notified < lines ? NaN : seconds;
    const what = `${count} connect at once, each announced to all`;
    return [{ what, unit: 's', value, cores }];
  });
}
