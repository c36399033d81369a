import { defaultRoom } from '../../protocol/limits.ts';
import { causetteJson, prepareData, run } from '../contenders/causette.ts';
import type { Running } from '../contenders/contender.ts';
import type { Dialect } from '../load/client.ts';
import { json } from '../load/dialects.ts';
import { crowded } from './crowded.ts';
import { fillRoom } from './filled-room.ts';
import { metered } from './meter.ts';
import type { Effort, Figure, Scenario } from './scenario.ts';

const clients = 1_000;
const behind = 500;
const messages = 1_000;

/** G: many reconnect at once, each with much to catch up. */
export const resume: Scenario = {
  title: 'Coming back',
  note: `${clients} clients, a hundred handshakes at a time, each ${behind} changes behind.`,
  contenders: (all) => all.filter(({ name }) => name === causetteJson.name),
  turns: [comeBack],
};

async function comeBack(_contender: unknown, { crowdsBy }: Effort): Promise<Figure[]> {
  return crowded({ start: startFilled }, 'room', async (server, crowd) => {
    const use = await metered(server.process, () => crowd.grow(clients / crowdsBy));
    const { seconds: value, cores } = use;
    return [{ what: 'all complete after', unit: 's', value, cores }];
  });
}

async function startFilled(): Promise<Running> {
  const prepared = await prepareData(clients, (database) =>
    fillRoom(database, defaultRoom, messages),
  );
  return run(prepared, resuming(prepared.tokens));
}

/** A client is back when it has the last message of the room. */
function resuming(tokens: readonly string[]): Dialect {
  const protocol = json(tokens, () => defaultRoom, messages - behind);
  return {
    ...protocol,
    received(client, length, bytes, at) {
      const count = protocol.received(client, length, bytes, at);
      if (client.rev === messages) client.markReady();
      return count;
    },
  };
}
